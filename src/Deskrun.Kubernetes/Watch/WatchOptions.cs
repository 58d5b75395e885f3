using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Watch;

/// <summary>What to watch, and how patiently.</summary>
public sealed record WatchOptions
{
    /// <summary>Which objects of the kind.</summary>
    public ListOptions Selection { get; init; } = new();

    /// <summary>
    /// The one object to begin with, as a create or get returned it: the watch then goes on from its resourceVersion
    /// without a list. Use it with a selection of that object alone.
    /// </summary>
    public JsonObject? Since { get; init; }

    /// <summary>How long one watch request lives before the server is asked to end it (and it is renewed at once).</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>How long after <see cref="Renewal"/> a silent connection is given up.</summary>
    public TimeSpan StallGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server may say that the kind doesn't exist (404) or that we may not (401, 403) after the watch had
    /// worked: servers say so for a moment while they start. Then the watch ends with that error.
    /// </summary>
    public TimeSpan RefusalPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is told of each trouble, before the wait that follows it.</summary>
    public Action<WatchTrouble>? OnTrouble { get; init; }
}
