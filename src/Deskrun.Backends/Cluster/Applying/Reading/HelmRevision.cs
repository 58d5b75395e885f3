using System.Globalization;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>One revision of a Helm release, told by the labels of the Secret that holds it; its content is never read.</summary>
/// <param name="Release">The release.</param>
/// <param name="Number">The revision.</param>
/// <param name="Status"><c>deployed</c>, <c>failed</c>, <c>pending-upgrade</c> …</param>
/// <param name="Secret">The Secret.</param>
public sealed record HelmRevision(string Release, int Number, string Status, string Secret)
{
    /// <summary>Whether a Helm works on it, or was interrupted while it did.</summary>
    public bool IsPending => Status.StartsWith("pending-", StringComparison.Ordinal);

    internal static HelmRevision Read(JsonObject secret) =>
        new(
            secret.Label("name") ?? "",
            int.TryParse(secret.Label("version"), CultureInfo.InvariantCulture, out var number) ? number : 0,
            secret.Label("status") ?? "",
            secret.Name() ?? ""
        );
}
