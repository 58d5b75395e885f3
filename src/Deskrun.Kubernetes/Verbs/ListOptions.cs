namespace Deskrun.Kubernetes.Verbs;

/// <summary>Which objects of a kind to list or watch.</summary>
public sealed record ListOptions
{
    /// <summary>A label selector, <c>app=x,tier!=y</c> for instance.</summary>
    public string? Labels { get; init; }

    /// <summary>A field selector, <c>metadata.name=x</c> for instance.</summary>
    public string? Fields { get; init; }

    /// <summary>The selector of one object by name.</summary>
    public static ListOptions Named(string name) => new() { Fields = $"metadata.name={name}" };
}
