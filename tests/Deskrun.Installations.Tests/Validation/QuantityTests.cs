using Deskrun.Installations.Validation;

namespace Deskrun.Installations.Tests.Validation;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("2", 2)]
    [InlineData("0.5", 0.5)]
    [InlineData("2.", 2)]
    [InlineData("500m", 0.5)]
    [InlineData("1k", 1000)]
    [InlineData("1e3", 1000)]
    [InlineData("12E-1", 1.2)]
    [InlineData("4Ki", 4096)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("1E", 1e18)]
    public void An_amount_is_read_as_Kubernetes_writes_it(string text, double amount) =>
        Assert.Equal((decimal)amount, Quantity.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("4GB")]
    [InlineData("4 Gi")]
    [InlineData("1e")]
    [InlineData("1e99")]
    [InlineData("99999999999999999999999999999Ei")]
    [InlineData("１")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(Quantity.Read(text));
}
