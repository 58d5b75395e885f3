using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>One request as data: what to send, and what its failure would mean.</summary>
internal sealed record KubeCall(HttpMethod Method, string Path)
{
    /// <summary>The body's bytes; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's content type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Which forms of answer are understood.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The RBAC verb, for the rule that a forbidden answer names.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The kind asked for; null for paths outside of resources.</summary>
    public ResourceKind? Kind { get; init; }

    /// <summary>The namespace asked in.</summary>
    public string? Space { get; init; }

    /// <summary>The subresource, <c>status</c> for instance.</summary>
    public string? Subresource { get; init; }

    /// <summary>Whether it may be sent again although an earlier try may have been carried out.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether its sender has a patience of its own: faults are told at once, not tried again.</summary>
    public bool Once { get; init; }

    /// <summary>Whether the answer's body is read to its end within the time-out; a watch's isn't.</summary>
    public bool Streams { get; init; }
}
