using System.Text;
using Deskrun.ActionsService.Logs;

namespace Deskrun.ActionsService.Tests.Logs;

public sealed class MaskerTests
{
    [Theory]
    [InlineData("a secret b", "a *** b")]
    [InlineData("secretsecret", "******")]
    [InlineData("secret-long", "***")]
    [InlineData("SECRET", "SECRET")]
    [InlineData("line two", "***")]
    public void Secrets_are_replaced(string text, string expected) =>
        Assert.Equal(expected, new Masker(["secret", "secret-long", "line one\nline two\n", "", " "]).Mask(text));

    [Fact]
    public async Task A_secret_that_lies_across_two_reads_is_found()
    {
        var masker = new Masker(["geheim-é-geheim"]);
        var text = string.Concat(Enumerable.Repeat("xx geheim-é-geheim yy\n", 10_000));
        var output = new MemoryStream();
        await masker.CopyAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)),
            bytes =>
            {
                output.Write(bytes.Span);
                return ValueTask.CompletedTask;
            },
            TestTimeout.Token
        );
        Assert.Equal(
            string.Concat(Enumerable.Repeat("xx *** yy\n", 10_000)),
            Encoding.UTF8.GetString(output.ToArray())
        );
    }
}
