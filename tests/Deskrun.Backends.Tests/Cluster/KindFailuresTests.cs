using Deskrun.Backends.Cluster.Kind;

namespace Deskrun.Backends.Tests.Cluster;

public sealed class KindFailuresTests
{
    private const string Digest = "@sha256:452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f";

    [Theory]
    [InlineData("kindest/node:v1.35.0", "docker.io/kindest/node")]
    [InlineData("127.0.0.1:5000/node:v1", "127.0.0.1:5000/node")]
    [InlineData("kindest/node:v1.35.0", "kindest/node:v1.35.0")]
    public void An_image_with_a_digest_that_podman_can_not_pull_is_named_with_its_tag(string asked, string pulled)
    {
        var failed = KindFailures.Of(
            "making the kind cluster deskrun",
            $"""
            Creating cluster "deskrun" ...
             • Ensuring node image ({asked}) 🖼️  ...
             ✗ Ensuring node image ({asked}) 🖼️
            ERROR: failed to create cluster: failed to pull image "{pulled}{Digest}": command "podman pull" failed
            """
        );

        Assert.Contains($"the image {asked}{Digest} can't be pulled: ", failed.Message);
    }

    [Fact]
    public void An_image_that_kind_did_not_announce_is_named_as_its_error_does()
    {
        var failed = KindFailures.Of("making", $"ERROR: failed to pull image \"kindest/node{Digest}\": refused");

        Assert.Contains($"the image kindest/node{Digest} can't be pulled: ", failed.Message);
    }
}
