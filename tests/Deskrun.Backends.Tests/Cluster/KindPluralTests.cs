using Deskrun.Backends.Cluster.Kro;

namespace Deskrun.Backends.Tests.Cluster;

public sealed class KindPluralTests
{
    [Theory]
    [InlineData("PodRunner", "podrunners")]
    [InlineData("EC2RunnerWithVPC", "ec2runnerwithvpcs")]
    [InlineData("RunnerProxy", "runnerproxies")]
    [InlineData("RunnerBox", "runnerboxes")]
    [InlineData("RunnerPatch", "runnerpatches")]
    [InlineData("RunnerClass", "runnerclasses")]
    [InlineData("RunnerInfo", "runnerinfoes")]
    [InlineData("RunnerIndex", "runnerindices")]
    [InlineData("RunnerMatrix", "runnermatrices")]
    [InlineData("RunnerMetadata", "runnermetadata")]
    [InlineData("RunnerSeries", "runnerseries")]
    [InlineData("MacOS", "macos")]
    [InlineData("Runners", "runners")]
    [InlineData("RunnerStatus", "runnerstatuses")]
    [InlineData("RunnerPerson", "runnerpeople")]
    [InlineData("X", "xes")]
    [InlineData("NetworkPolicy", "networkpolicies")]
    [InlineData("Pod", "pods")]
    [InlineData("VirtualMachineInstance", "virtualmachineinstances")]
    public void A_kind_has_the_plural_that_KRO_serves(string kind, string plural) =>
        Assert.Equal(plural, KindPlural.Of(kind));
}
