using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>The short fingerprint of a release.</summary>
internal static class ReleaseHash
{
    public static string Of(ChartReference chart, JsonObject values, IReadOnlyList<JsonObject> manifests)
    {
        var all = new JsonArray(
            chart.Address,
            chart.Version,
            values.DeepClone(),
            new JsonArray([.. manifests.Select(each => each.DeepClone())])
        );
        return Of(all.ToJsonString());
    }

    public static string Of(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
