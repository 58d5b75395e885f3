namespace Deskrun.Kubernetes.Connection;

/// <summary>Reads what the kubelet puts into every Pod.</summary>
internal static class InClusterConnection
{
    private const string Origin = "the Pod's service account";

    public static KubeConnection Read(InClusterPlace place, TimeProvider timeProvider)
    {
        var host = Variable(place, "KUBERNETES_SERVICE_HOST");
        var port = Variable(place, "KUBERNETES_SERVICE_PORT");
        var bracketed = host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;
        if (!Uri.TryCreate($"https://{bracketed}:{port}/", UriKind.Absolute, out var server))
        {
            throw new KubeConnectionException(
                $"{Origin}: KUBERNETES_SERVICE_HOST={host} and KUBERNETES_SERVICE_PORT={port} make no address"
            );
        }

        var authorities = place.Part("ca.crt");
        var tls = KubeTls.Machine with { Authorities = Pem.Authorities(Text(authorities), authorities) };
        var spaceFile = place.Part("namespace");
        return new KubeConnection(
            server,
            Origin,
            tls,
            new TokenFileCredential(place.Part("token"), Origin, timeProvider)
        )
        {
            Namespace = File.Exists(spaceFile) ? Text(spaceFile).Trim() : null,
            IsInCluster = true,
        };
    }

    private static string Variable(InClusterPlace place, string name) =>
        place.Environment(name)
        ?? throw new KubeConnectionException(
            $"{Origin}: {name} is not set, so this is no Pod; outside of a cluster use a kubeconfig (KUBECONFIG)"
        );

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConnectionException(
                $"{Origin}: {path} cannot be read ({error.Message}); is automountServiceAccountToken off?",
                error
            );
        }
    }
}
