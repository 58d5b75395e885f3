using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Kubernetes.Tests.Connection;

public sealed class ExecPluginTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_plug_ins_token_is_kept_until_it_expires_or_is_refused()
    {
        var connection = Connection(Counting("2026-01-01T01:00:00Z"));

        var first = await connection.Credential.GetAsync(null, default);
        Assert.Same(first, await connection.Credential.GetAsync(null, default));
        time.Advance(TimeSpan.FromMinutes(59) + TimeSpan.FromSeconds(55));
        var second = await connection.Credential.GetAsync(null, default);
        var third = await connection.Credential.GetAsync(second, default);

        Assert.Equal(
            ["Bearer token-1", "Bearer token-2", "Bearer token-3"],
            [first.Authorization, second.Authorization, third.Authorization]
        );
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_request_sent_again()
    {
        using var server = new ScriptedServer(request =>
            request.Header("Authorization") == "Bearer token-2"
                ? ScriptedAnswer.Json(200, """{"metadata":{"name":"x"}}""")
                : ScriptedAnswer.Status(401, "Unauthorized", "no")
        );
        using var client = new KubeClient(Connection(Counting("2030-01-01T00:00:00Z"), server.Address.ToString()));

        Assert.Equal("x", (await client.GetAsync(WellKnown.Pods, "s", "x").Soon()).Name());
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_credential_that_stays_refused_ends_after_one_renewal()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Status(401, "Unauthorized", "no"));
        using var client = new KubeClient(Connection(Counting("2030-01-01T00:00:00Z"), server.Address.ToString()));

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(WellKnown.Pods, "s", "x")).Soon();

        Assert.True(error.Unauthorized);
        Assert.Contains("context test", error.Message);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_plug_in_is_told_the_cluster_if_it_asks_and_gets_its_variables_and_no_terminal()
    {
        var script = Script(
            $$$"""
            printf '%s' "$KUBERNETES_EXEC_INFO" > "{{{folder.Path}}}/info"
            printf '%s %s %s' "$1" "$REGION" "$(cat | wc -c)" > "{{{folder.Path}}}/seen"
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
            """
        );
        var connection = Connection(
            script,
            more: "args: [get-token], env: [{name: REGION, value: north}], provideClusterInfo: true"
        );

        await connection.Credential.GetAsync(null, default);

        Assert.Equal("get-token north 0", await File.ReadAllTextAsync(folder.File("seen")));
        var info = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("info")));
        Assert.Equal("client.authentication.k8s.io/v1", info.Text("apiVersion"));
        Assert.False(info.Flag("spec", "interactive"));
        Assert.Equal("https://x", info.Text("spec", "cluster", "server"));
    }

    [Fact]
    public async Task A_plug_in_may_give_a_client_certificate()
    {
        var pki = Path.Combine(AppContext.BaseDirectory, "Connection/Cases/files-relative-to-the-kubeconfig/pki");
        var status = new JsonObject
        {
            ["clientCertificateData"] = await File.ReadAllTextAsync(Path.Combine(pki, "user.crt")),
            ["clientKeyData"] = await File.ReadAllTextAsync(Path.Combine(pki, "user.key")),
        };
        folder.Write("answer", Answer(status));

        var identity = await Connection(Script($"cat {folder.File("answer")}")).Credential.GetAsync(null, default);

        Assert.Equal("CN=golden user", identity.Certificate?.Subject);
        Assert.Null(identity.Authorization);
    }

    [Theory]
    [InlineData("echo oh no >&2; exit 3", "ended with exit code 3: oh no")]
    [InlineData("echo hush-hush", "printed no JSON")]
    [InlineData(
        "echo '{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"token\":\"hush-hush\"}'",
        "printed v1 Secret, expected"
    )]
    [InlineData(
        "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{}}'",
        "printed neither status.token"
    )]
    public async Task What_goes_wrong_is_told_with_program_and_field_but_no_secret(string body, string told)
    {
        var connection = Connection(Script(body));

        var error = await Assert.ThrowsAsync<KubeConnectionException>(async () =>
            await connection.Credential.GetAsync(null, default)
        );

        Assert.Contains(told, error.Message);
        Assert.Contains("users[u].user.exec", error.Message);
        Assert.DoesNotContain("hush", error.ToString());
    }

    [Fact]
    public async Task A_missing_plug_in_is_told_with_the_kubeconfigs_hint()
    {
        var connection = Connection("no-such-program-here", more: "installHint: get it at the counter");

        var error = await Assert.ThrowsAsync<KubeConnectionException>(async () =>
            await connection.Credential.GetAsync(null, default)
        );

        Assert.Contains("no-such-program-here cannot be started", error.Message);
        Assert.Contains("get it at the counter", error.Message);
    }

    public void Dispose() => folder.Dispose();

    private static string Answer(JsonObject status) =>
        new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1",
            ["kind"] = "ExecCredential",
            ["status"] = status,
        }.ToJsonString();

    private string Counting(string expires)
    {
        var status = new JsonObject { ["token"] = "token-@", ["expirationTimestamp"] = expires };
        folder.Write("answer", Answer(status));
        return Script(
            $$"""
            echo run >> "{{folder.Path}}/runs"
            sed "s/@/$(wc -l < "{{folder.Path}}/runs")/" "{{folder.Path}}/answer"
            """
        );
    }

    private string Script(string body)
    {
        var path = folder.Write("plugin.sh", "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return "./plugin.sh";
    }

    private KubeConnection Connection(string command, string server = "https://x", string more = "")
    {
        var path = folder.Write(
            "config",
            $$$"""
            clusters: [{name: c, cluster: {server: "{{{server}}}"}}]
            users:
            - name: u
              user:
                exec: {apiVersion: client.authentication.k8s.io/v1, command: {{{command}}}, interactiveMode: Never, {{{more}}}}
            contexts: [{name: test, context: {cluster: c, user: u}}]
            current-context: test
            """
        );
        return KubeConnection.FromKubeconfig(new KubeconfigChoice { Path = path }, time);
    }
}
