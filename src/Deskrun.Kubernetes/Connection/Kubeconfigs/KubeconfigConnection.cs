namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Makes a connection of a context.</summary>
internal static class KubeconfigConnection
{
    public static KubeConnection Read(KubeconfigChoice choice, TimeProvider timeProvider)
    {
        var config = Kubeconfig.Load(KubeconfigFiles.Find(choice));
        var name =
            choice.Context
            ?? config.CurrentContext
            ?? throw new KubeConnectionException(
                $"{string.Join(", ", config.Files)}: no current-context; name one of: "
                    + string.Join(", ", config.Names("contexts").Order())
            );
        var wanted = choice.Context is null ? "current-context" : "the choice of a context";
        var context = config.Find("contexts", name, wanted);
        var cluster = config.Find(
            "clusters",
            context.Text("cluster") ?? throw context.Wrong("cluster", "is missing"),
            $"context {name}"
        );
        var user = context.Text("user") is { } userName ? config.Find("users", userName, $"context {name}") : null;
        var server = Address(cluster, "server") ?? throw cluster.Wrong("server", "is missing");
        var tls = Tls(cluster);
        var origin = $"{context.File}, context {name}";
        var credential = user is null
            ? new FixedCredential(KubeIdentity.Nobody)
            : KubeconfigUser.Credential(user, origin, new ExecClusterInfo(cluster, server), timeProvider);
        return new KubeConnection(server, origin, tls, credential)
        {
            Namespace = context.Text("namespace"),
            Proxy = Address(cluster, "proxy-url"),
            UsesEnvironmentProxy = true,
            Headers = user is null ? [] : KubeconfigUser.Impersonation(user),
        };
    }

    private static KubeTls Tls(KubeconfigEntry cluster)
    {
        var insecure = cluster.Flag("insecure-skip-tls-verify");
        var authorities = cluster.DataOrFile("certificate-authority-data", "certificate-authority");
        if (insecure && authorities is not null)
        {
            throw cluster.Wrong("insecure-skip-tls-verify", "cannot be true beside a certificate-authority");
        }

        var field = cluster.Text("certificate-authority-data") is null
            ? "certificate-authority"
            : "certificate-authority-data";
        return new KubeTls(
            authorities is null ? null : Pem.Authorities(authorities, $"{cluster.File}: {cluster.Place}.{field}"),
            insecure,
            cluster.Text("tls-server-name")
        );
    }

    private static Uri? Address(KubeconfigEntry cluster, string field)
    {
        if (cluster.Text(field) is not { } text)
        {
            return null;
        }

        // Like kubectl: an address without a scheme is taken as plain http.
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        var schemes = field == "server" ? ["https", "http"] : new[] { "https", "http", "socks5" };
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)
            ? address
            : throw cluster.Wrong(field, $"{text} is no address (expected {string.Join(" or ", schemes)}://…)");
    }
}
