using Deskrun.Installations.Validation;

namespace Deskrun.Installations.Tests.Validation;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("busybox")]
    [InlineData("ghcr.io/actions/actions-runner:2.330.0")]
    [InlineData("localhost:5000/team/runner")]
    [InlineData("Mirror.lan:5000/runner:V1_x-y")]
    [InlineData("runner@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("r/a__b.c:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void An_image_may_have_a_registry_a_tag_and_a_digest(string image) =>
        Assert.Null(ImageReference.Problem(image));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("Runner:1")]
    [InlineData("https://ghcr.io/o/r")]
    [InlineData("runner:")]
    [InlineData("runner:-x")]
    [InlineData("o//r")]
    [InlineData("o/r/")]
    [InlineData("runner@sha256:abc")]
    [InlineData("runner@md5:0123")]
    public void What_is_no_image_is_refused(string image) => Assert.NotNull(ImageReference.Problem(image));
}
