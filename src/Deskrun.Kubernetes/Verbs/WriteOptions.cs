namespace Deskrun.Kubernetes.Verbs;

/// <summary>How a create, update, patch or apply is done.</summary>
public sealed record WriteOptions
{
    /// <summary>Whether the server only pretends: everything is checked, nothing is kept.</summary>
    public bool DryRun { get; init; }

    /// <summary>Who owns the written fields; null means the client's own.</summary>
    public string? FieldManager { get; init; }

    /// <summary>A subresource to write, <c>status</c> for instance.</summary>
    public string? Subresource { get; init; }

    /// <summary>Applies only: take over fields that another manager owns.</summary>
    public bool Force { get; init; }
}
