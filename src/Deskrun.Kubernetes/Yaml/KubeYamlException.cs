namespace Deskrun.Kubernetes.Yaml;

/// <summary>A text is not the YAML that Kubernetes reads; the message names source, line and column.</summary>
public sealed class KubeYamlException : Exception
{
    /// <summary>Makes one.</summary>
    public KubeYamlException(string message, Exception? inner = null)
        : base(message, inner) { }
}
