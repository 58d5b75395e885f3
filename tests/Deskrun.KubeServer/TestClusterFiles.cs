namespace Deskrun.KubeServer;

/// <summary>The files and arguments of the control plane's programs.</summary>
internal static class TestClusterFiles
{
    private const string AuditPolicy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: None
          users: ["system:apiserver", "system:kube-controller-manager"]
        - level: None
          nonResourceURLs: ["/readyz*", "/healthz*", "/livez*"]
        - level: Metadata
          resources:
          - group: ""
            resources: [secrets, serviceaccounts/token]
          - group: authentication.k8s.io
            resources: [tokenreviews]
        - level: RequestResponse
        """;

    public static void Write(string folder, KubePki pki)
    {
        var (certificate, key) = pki.Server();
        Secret(folder, "server.crt", certificate);
        Secret(folder, "server.key", key);
        Secret(folder, "authority.crt", pki.Authority);
        Secret(folder, "tokens.key", KubePki.TokenKey());
        Secret(folder, "audit-policy.yaml", AuditPolicy);
        Secret(folder, "audit.log", "");
    }

    public static string[] EtcdArguments(string folder, int port) =>
        [
            $"--data-dir={folder}/etcd",
            $"--listen-client-urls=http://127.0.0.1:{port}",
            $"--advertise-client-urls=http://127.0.0.1:{port}",
            "--listen-peer-urls=http://127.0.0.1:0",
        ];

    public static string[] ServerArguments(string folder, int port, int etcdPort, TestClusterOptions options) =>
        [
            $"--etcd-servers=http://127.0.0.1:{etcdPort}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--endpoint-reconciler-type=none",
            $"--secure-port={port}",
            $"--tls-cert-file={folder}/server.crt",
            $"--tls-private-key-file={folder}/server.key",
            $"--client-ca-file={folder}/authority.crt",
            $"--cert-dir={folder}",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={folder}/tokens.key",
            $"--service-account-signing-key-file={folder}/tokens.key",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--authorization-mode=RBAC",
            "--allow-privileged=true",
            // Nobody makes default service accounts here, so Pods could never be created.
            "--disable-admission-plugins=ServiceAccount",
            $"--audit-policy-file={folder}/audit-policy.yaml",
            $"--audit-log-path={folder}/audit.log",
            $"--watch-cache={(options.WatchCache ? "true" : "false")}",
            "--profiling=false",
            .. options.Arguments,
        ];

    public static string[] ControllerArguments(string folder, string kubeconfig, IReadOnlyList<string> names) =>
        [
            $"--kubeconfig={kubeconfig}",
            $"--controllers={string.Join(',', names.Count > 0 ? names : ["garbagecollector", "namespace"])}",
            $"--cert-dir={folder}",
            "--secure-port=0",
            "--port=0",
            "--leader-elect=false",
        ];

    private static void Secret(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
