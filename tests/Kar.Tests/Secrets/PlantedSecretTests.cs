using System.Text;
using Kar.Tests.Playing;

namespace Kar.Tests.Secrets;

/// <summary>The JIT config is planted, and then looked for everywhere.</summary>
public sealed class PlantedSecretTests
{
    [Fact]
    public async Task The_jit_config_appears_nowhere_but_in_its_secret()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync(("KAR_LOG_FORMAT", "json"));
        await stage.Kro.AcceptAsync();
        await kar.SaysAsync("created");
        var secret = await stage.Client.GetAsync(WellKnown.Secrets, stage.Space, stage.Runner + "-jit");
        Assert.Equal(Stage.Jit, Encoding.UTF8.GetString(Convert.FromBase64String(secret.Text("data", ".jitconfig")!)));
        Assert.Equal(stage.PodUid, secret.Items("metadata", "ownerReferences").Single().Text("uid"));
        Assert.True(secret.Flag("immutable"));
        var instance = await stage.Client.GetAsync(Definitions.Instances, stage.Space, stage.Runner);
        Assert.DoesNotContain("this-is-a-secret", Decoded(instance.ToJsonString()), StringComparison.Ordinal);
        Assert.Equal(stage.Runner + "-jit", instance.Text("spec", "jitConfigSecretName"));
        Assert.DoesNotContain(
            instance.At("metadata", "labels")!.AsObject(),
            l =>
                l.Key.StartsWith("kro.run/", StringComparison.Ordinal)
                && l.Key != "kro.run/kro-version"
                && l.Key != "kro.run/owned"
        );
        await stage.Kro.StatusAsync("ACTIVE", "Running");

        // KRO quotes what a careless graph put into a message: it must not get any further.
        await stage.Kro.StatusAsync(
            new JsonObject
            {
                ["state"] = "ACTIVE",
                ["phase"] = "Failed",
                ["message"] = "boom " + Stage.Jit,
            }
        );
        Assert.True(await kar.ExitAsync() == 10, kar.Said);
        await stage.AssertNothingLeftAsync();

        Assert.DoesNotContain(Stage.Jit, kar.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.Jit, stage.TerminationMessage, StringComparison.Ordinal);
        var events = await stage.Client.ListAsync(WellKnown.Events, stage.Space);
        Assert.NotEmpty(events.Items);
        Assert.DoesNotContain(events.Items, e => e.ToJsonString().Contains(Stage.Jit, StringComparison.Ordinal));
        foreach (var request in stage.Cluster.Audit(stage.User))
        {
            // What the test itself planted in the status comes back in kar's watch and delete answers.
            var sent = request.Line.At("requestObject")?.ToJsonString() ?? "";
            Assert.DoesNotContain(Stage.Jit, sent, StringComparison.Ordinal);
            Assert.DoesNotContain(Stage.Jit, request.Uri, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_exec_plug_in_that_kar_starts_does_not_inherit_the_jit_config()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        using var folder = new Deskrun.Testing.TempFolder();
        var token = await stage.Cluster.TokenAsync(stage.Space, stage.Account);
        var credential =
            "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\""
            + token
            + "\"}}";
        var plugin = folder.Write(
            "plugin",
            $"#!/bin/sh\ntr '\\0' '\\n' </proc/self/environ >{folder.File("environ")}\ntr '\\0' ' ' </proc/$$/cmdline >{folder.File("cmdline")}\necho '{credential}'\n"
        );
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var kubeconfig = folder.Write(
            "config",
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            clusters:
            - name: test
              cluster: {server: "{{stage.Cluster.Address}}", certificate-authority-data: {{Convert.ToBase64String(
                Encoding.UTF8.GetBytes(stage.Cluster.Authority)
            )}}}
            users:
            - name: test
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: {{plugin}}
                  interactiveMode: Never
            contexts:
            - name: test
              context: {cluster: test, user: test, namespace: {{stage.Space}}}
            """
        );
        var environment = await stage.InPodAsync();
        environment.Remove("KAR_SERVICE_ACCOUNT_FOLDER");
        environment["KUBECONFIG"] = kubeconfig;
        environment["KAR_POD_NAMESPACE"] = stage.Space;
        var kar = stage.Kar([], environment);
        await stage.Kro.AcceptAsync();
        await kar.SaysAsync("created");
        kar.Signal("TERM");
        Assert.True(await kar.ExitAsync() == 17, kar.Said);

        Assert.DoesNotContain(Stage.Jit, File.ReadAllText(folder.File("environ")), StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.Jit, File.ReadAllText(folder.File("cmdline")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_that_takes_the_key_gets_arcs_secret_and_kar_no_right_on_secrets()
    {
        var graph = TestGraphs.ByStatus();
        graph["spec"]!["schema"]!["spec"]!["jitConfigSecretKey"] = "string | required=true";
        await using var stage = await Stage.SetAsync(graph);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        var instance = await stage.Kro.SeeInstanceAsync();
        Assert.Equal(stage.Runner, instance.Text("spec", "jitConfigSecretName"));
        Assert.Equal("jitToken", instance.Text("spec", "jitConfigSecretKey"));
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        Assert.DoesNotContain(stage.Cluster.Audit(stage.User), e => e.Resource == "secrets");
        await using var rbac = stage.Kar(
            ["rbac", "-s", stage.ScaleSet, "-n", stage.Space, "--kubeconfig", stage.AdminKubeconfig()],
            []
        );
        Assert.Equal(0, await rbac.ExitAsync());
        Assert.DoesNotContain("secrets", rbac.Output.ToString(), StringComparison.Ordinal);
    }

    private static string Decoded(string json) => json + Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json));
}
