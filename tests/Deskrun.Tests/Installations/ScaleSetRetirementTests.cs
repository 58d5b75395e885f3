using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;

namespace Deskrun.Tests.Installations;

public sealed class ScaleSetRetirementTests
{
    private static readonly Installation Some = new() { Name = "a", Repository = "https://github.com/o/r" };

    [Fact]
    public void Only_what_is_not_there_any_more_goes()
    {
        Assert.Empty(ScaleSetRetirement.Of(Some, Some with { MaxRunners = 9 }));
        Assert.Equal(["a"], ScaleSetRetirement.Of(Some, Some with { Instances = 2 }));
        Assert.Equal(["a-3"], ScaleSetRetirement.Of(Some with { Instances = 3 }, Some with { Instances = 2 }));
        Assert.Equal(["a"], ScaleSetRetirement.Of(Some, Some with { Repository = "https://github.com/o/other" }));
        Assert.Equal(["a"], ScaleSetRetirement.Of(Some, Some with { RunnerGroup = "lab" }));
    }
}
