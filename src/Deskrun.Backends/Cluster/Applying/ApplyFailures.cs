using Deskrun.Backends.Cluster.Helm;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>The failures whose message is meant for a person.</summary>
public static class ApplyFailures
{
    /// <summary>Whether it is one.</summary>
    public static bool IsExpected(Exception failed) =>
        failed
            is ApplyException
                or HelmException
                or KubeException
                or KubeConnectionException
                or KubeYamlException
                or TimeoutException;
}
