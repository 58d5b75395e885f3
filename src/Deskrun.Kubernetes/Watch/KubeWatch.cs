using System.Runtime.CompilerServices;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Watch;

/// <summary>
/// Watches objects of one kind for as long as the reader likes: list, then watch, renewed as servers end it, resumed
/// after cuts, listed anew when the past is compacted away. The reader sees each object's end exactly once.
/// </summary>
public sealed class KubeWatch
{
    private readonly KubeClient client;
    private readonly ResourceKind kind;
    private readonly string? space;
    private readonly WatchOptions options;
    private readonly Func<double> random;

    /// <summary>Makes a watch; it begins when its events are read.</summary>
    /// <param name="client">The client; its retry budget plays no role here.</param>
    /// <param name="kind">The kind to watch.</param>
    /// <param name="space">The namespace; null means all of them.</param>
    /// <param name="options">What to watch, and how patiently.</param>
    public KubeWatch(KubeClient client, ResourceKind kind, string? space, WatchOptions? options = null)
        : this(client, kind, space, options ?? new WatchOptions(), Random.Shared.NextDouble) { }

    internal KubeWatch(
        KubeClient client,
        ResourceKind kind,
        string? space,
        WatchOptions options,
        Func<double> random
    ) => (this.client, this.kind, this.space, this.options, this.random) = (client, kind, space, options, random);

    /// <summary>
    /// The events, until the token is cancelled. Network trouble and server faults are outlived without end (deadlines are
    /// the caller's); a refusal is thrown at once before the first success, after <see cref="WatchOptions.RefusalPatience"/> later.
    /// </summary>
    /// <exception cref="KubeException">The server refuses: no right, no such kind, bad selector.</exception>
    public async IAsyncEnumerable<WatchEvent> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        using var run = new WatchRun(client, kind, space, options, random);
        while (true)
        {
            var step = await run.NextAsync(cancellation);
            foreach (var told in step)
            {
                yield return told;
            }
        }
    }
}
