namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Helm could not do what it was asked for. The message names the act, the cause and the way out.</summary>
public sealed class HelmException : Exception
{
    internal HelmException(HelmFailureKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>The cause.</summary>
    public HelmFailureKind Kind { get; }
}
