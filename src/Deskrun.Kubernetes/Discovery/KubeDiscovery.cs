using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Discovery;

/// <summary>
/// Asks the server what it serves: plural and scope of a kind are never computed. Nothing is kept; who asks often keeps
/// the answer.
/// </summary>
public sealed class KubeDiscovery(KubeClient client)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>The server's version, <c>v1.30.2</c> for instance.</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task<string> ServerVersionAsync(CancellationToken cancellation = default) =>
        (await client.GetPathAsync("/version", cancellation)).Text("gitVersion") ?? "unknown";

    /// <summary>Everything that a group and version serves; null if the server doesn't know the version.</summary>
    /// <param name="group">The API group; empty for the core group.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task<IReadOnlyList<ServedResource>?> ListAsync(
        string group,
        string version,
        CancellationToken cancellation = default
    )
    {
        try
        {
            var path = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
            return Read(group, version, await client.GetPathAsync(path, cancellation));
        }
        catch (KubeException error) when (error.NotFound)
        {
            return null;
        }
    }

    /// <summary>The kind of that name; null if it isn't served (yet).</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task<ServedResource?> FindAsync(
        string group,
        string version,
        string kind,
        CancellationToken cancellation = default
    ) => (await ListAsync(group, version, cancellation))?.FirstOrDefault(served => served.Kind.Kind == kind);

    /// <summary>The kind that an object's apiVersion and kind name; null if it isn't served.</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public Task<ServedResource?> FindAsync(JsonObject manifest, CancellationToken cancellation = default)
    {
        var (group, version) = Split(manifest.Text("apiVersion") ?? "");
        return FindAsync(group, version, manifest.Text("kind") ?? "", cancellation);
    }

    /// <summary>The kind in the group's preferred version; null if no version of the group serves it.</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task<ServedResource?> FindPreferredAsync(
        string group,
        string kind,
        CancellationToken cancellation = default
    )
    {
        if (group.Length == 0)
        {
            return await FindAsync("", "v1", kind, cancellation);
        }

        JsonNode? found;
        try
        {
            found = await client.GetPathAsync($"/apis/{group}", cancellation);
        }
        catch (KubeException error) when (error.NotFound)
        {
            return null;
        }

        var preferred = found.Text("preferredVersion", "version");
        var others = found.Items("versions").Select(version => version.Text("version"));
        foreach (var version in others.Prepend(preferred).OfType<string>().Distinct())
        {
            if (await FindAsync(group, version, kind, cancellation) is { } served)
            {
                return served;
            }
        }

        return null;
    }

    /// <summary>Waits until a kind is served: a created CRD is so only after a moment.</summary>
    /// <param name="group">The API group.</param>
    /// <param name="version">The version.</param>
    /// <param name="kind">The kind's name.</param>
    /// <param name="longest">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    /// <exception cref="TimeoutException">It still isn't served; the message tells what is.</exception>
    public async Task<ServedResource> WaitForAsync(
        string group,
        string version,
        string kind,
        TimeSpan longest,
        CancellationToken cancellation = default
    )
    {
        var timeProvider = client.Options.TimeProvider;
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            var all = await ListAsync(group, version, cancellation);
            if (all?.FirstOrDefault(one => one.Kind.Kind == kind) is { } served)
            {
                return served;
            }

            if (timeProvider.GetElapsedTime(started) + Step > longest)
            {
                var there = all is null
                    ? $"the server doesn't know {group}/{version}"
                    : $"{group}/{version} has {string.Join(", ", all.Select(one => one.Kind.Kind))}";
                throw new TimeoutException($"{kind} is not served after {longest.TotalSeconds:0} s: {there}");
            }

            await Task.Delay(Step, timeProvider, cancellation);
        }
    }

    /// <summary>Group and version of an apiVersion; the core group is empty.</summary>
    public static (string Group, string Version) Split(string apiVersion) =>
        apiVersion.IndexOf('/') is var slash and >= 0
            ? (apiVersion[..slash], apiVersion[(slash + 1)..])
            : ("", apiVersion);

    private static List<ServedResource> Read(string group, string version, JsonNode? answer)
    {
        var all = answer.Items("resources").ToArray();
        return
        [
            .. all.Where(one => one.Text("name")?.Contains('/') == false)
                .Select(one => new ServedResource(
                    new ResourceKind(
                        group,
                        version,
                        one.Text("name")!,
                        one.Flag("namespaced") == true,
                        one.Text("kind") ?? ""
                    ),
                    [.. (one.At("verbs") as JsonArray ?? []).Select(verb => verb.Text() ?? "")],
                    [
                        .. all.Select(other => other.Text("name")!)
                            .Where(name => name.StartsWith(one.Text("name") + "/", StringComparison.Ordinal))
                            .Select(name => name[(name.IndexOf('/') + 1)..]),
                    ]
                )),
        ];
    }
}
