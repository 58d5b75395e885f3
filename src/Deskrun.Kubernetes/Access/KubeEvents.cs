using System.Globalization;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Access;

/// <summary>Writes Kubernetes Events: what <c>kubectl describe</c> shows below an object.</summary>
/// <param name="client">The client.</param>
/// <param name="component">Who reports, <c>kar</c> for instance.</param>
public sealed class KubeEvents(KubeClient client, string component)
{
    // The API server refuses longer messages.
    private const int LongestMessage = 1024;

    /// <summary>Records a fact about an object, in its namespace.</summary>
    /// <param name="about">The object: apiVersion, kind and metadata (name, namespace, uid) are read from it.</param>
    /// <param name="reason">One word in UpperCamelCase.</param>
    /// <param name="message">A sentence; cut if it is too long.</param>
    /// <param name="warning">Whether it is a Warning rather than Normal.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task RecordAsync(
        JsonObject about,
        string reason,
        string message,
        bool warning = false,
        CancellationToken cancellation = default
    )
    {
        var space = about.Namespace() ?? "default";
        var now = client.Options.TimeProvider.GetUtcNow();
        var time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var involved = new JsonObject
        {
            ["apiVersion"] = about.Text("apiVersion"),
            ["kind"] = about.Text("kind"),
            ["name"] = about.Name(),
            ["namespace"] = about.Namespace(),
            ["uid"] = about.Uid(),
        };
        foreach (var absent in involved.Where(field => field.Value is null).Select(field => field.Key).ToArray())
        {
            involved.Remove(absent);
        }

        var record = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = $"{about.Name()}.{now.UtcTicks:x}", ["namespace"] = space },
            ["involvedObject"] = involved,
            ["type"] = warning ? "Warning" : "Normal",
            ["reason"] = reason,
            ["message"] = message.Length <= LongestMessage ? message : message[..(LongestMessage - 1)] + "…",
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["firstTimestamp"] = time,
            ["lastTimestamp"] = time,
            ["count"] = 1,
        };
        await client.CreateAsync(WellKnown.Events, space, record, null, cancellation);
    }
}
