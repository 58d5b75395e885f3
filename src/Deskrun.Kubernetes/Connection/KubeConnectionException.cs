namespace Deskrun.Kubernetes.Connection;

/// <summary>The way to a cluster could not be read: which file, which field, and what was expected.</summary>
public sealed class KubeConnectionException : Exception
{
    /// <summary>Makes one.</summary>
    public KubeConnectionException(string message, Exception? inner = null)
        : base(message, inner) { }
}
