using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Reads who a kubeconfig's user is: certificate, token, token file, password, or a program that tells.</summary>
internal static class KubeconfigUser
{
    public static KubeCredential Credential(
        KubeconfigEntry user,
        string origin,
        ExecClusterInfo cluster,
        TimeProvider timeProvider
    )
    {
        if (user.Fields.ContainsKey("auth-provider"))
        {
            throw user.Wrong(
                "auth-provider",
                "these providers were removed from Kubernetes; use the cloud's exec plug-in (users[].user.exec)"
            );
        }

        var certificate = Certificate(user);
        if (user.Inner("exec") is { } exec)
        {
            return new ExecCredential(ExecPlugin.Read(exec, cluster), origin, certificate, timeProvider);
        }

        // A token file outweighs a written-down token, so that a rotated token wins over a stale copy.
        if (user.FilePath("tokenFile") is { } file)
        {
            var certificateOnly = new KubeIdentity(null, certificate);
            return new TokenFileCredential(file, $"{user.File}: {user.Place}.tokenFile", timeProvider, certificateOnly);
        }

        var authorization = user.Text("token") is { } token ? "Bearer " + token : Basic(user);
        return new FixedCredential(new KubeIdentity(authorization, certificate));
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Impersonation(KubeconfigEntry user)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (user.Text("as") is { } name)
        {
            headers.Add(new("Impersonate-User", name));
        }

        if (user.Text("as-uid") is { } uid)
        {
            headers.Add(new("Impersonate-Uid", uid));
        }

        AddSingle(headers, "Impersonate-Group", user, "as-groups");
        if (user.Inner("as-user-extra") is { } extra)
        {
            foreach (var (key, _) in extra.Fields)
            {
                AddSingle(headers, "Impersonate-Extra-" + Uri.EscapeDataString(key), extra, key);
            }
        }

        return headers;
    }

    // The server wants one header line per value; the HTTP stack joins the values of one header with commas.
    private static void AddSingle(
        List<KeyValuePair<string, string>> headers,
        string header,
        KubeconfigEntry entry,
        string field
    )
    {
        var values = entry.Texts(field);
        if (values.Count > 1)
        {
            throw entry.Wrong(field, "more than one value cannot be sent; give one");
        }

        headers.AddRange(values.Select(value => KeyValuePair.Create(header, value)));
    }

    private static string? Basic(KubeconfigEntry user) =>
        user.Text("username") is { } name
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Text("password")}"))
            : null;

    private static X509Certificate2? Certificate(KubeconfigEntry user)
    {
        var certificate = user.DataOrFile("client-certificate-data", "client-certificate");
        var key = user.DataOrFile("client-key-data", "client-key");
        return (certificate, key) switch
        {
            (null, null) => null,
            (null, _) => throw user.Wrong("client-certificate", "is missing although there is a client-key"),
            (_, null) => throw user.Wrong("client-key", "is missing although there is a client-certificate"),
            _ => Pem.Pair(certificate, key, $"{user.File}: {user.Place}"),
        };
    }
}
