using System.Diagnostics;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>The ways in which a test makes things go wrong.</summary>
internal sealed partial class ClusterRoom
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    /// <summary>Waits until a line with these words was told.</summary>
    public Task ToldAsync(string words) =>
        UntilAsync(() =>
        {
            lock (Told)
            {
                return Task.FromResult(Told.Exists(line => line.Contains(words, StringComparison.Ordinal)));
            }
        });

    /// <summary>Waits until the controller has registered a scale set, and touches it no more.</summary>
    public Task RegisteredAsync(string name) =>
        UntilAsync(async () => (await FindSetAsync(name)).Annotation(ArcKinds.ScaleSetIdAnnotation) is not null);

    /// <summary>Plays the node: the listener of a scale set has ended.</summary>
    public Task EndListenerAsync(string set) =>
        Client.PatchAsync(
            WellKnown.Pods,
            Space,
            set + "-listener",
            KubePatch.Merge(FakeListenerPod.Ended()),
            new WriteOptions { Subresource = "status" }
        );

    /// <summary>Lets a real helm begin to install a chart whose hook never ends, and kills it.</summary>
    public async Task KillHelmWhileItInstallsAsync(string name)
    {
        var chart = folder.File("charts", "gha-runner-scale-set");
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(ChartRegistry.Folder, "gha-runner-scale-set"),
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            folder.Write(
                Path.Combine(
                    "charts",
                    "gha-runner-scale-set",
                    Path.GetRelativePath(Path.Combine(ChartRegistry.Folder, "gha-runner-scale-set"), file)
                ),
                await File.ReadAllTextAsync(file)
            );
        }

        File.Delete(Path.Combine(chart, "templates", "secret.yaml"));
        await File.WriteAllTextAsync(
            Path.Combine(chart, "templates", "hook.yaml"),
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{ .Release.Name }}-never-ends
              annotations: {"helm.sh/hook": "pre-install"}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: wait, image: example.invalid/wait:1}]
            """
        );
        var values = folder.Write("values.json", Design(Installation(name)).ScaleSets[0].Values.ToJsonString());
        string[] arguments = ["--namespace", Space, "--values", values, "--kubeconfig", Kubeconfig];
        using var install = Process.Start(
            new ProcessStartInfo(program.Path, ["install", name, chart, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await UntilAsync(async () => await Client.FindAsync(WellKnown.Jobs, Space, name + "-never-ends") is not null);
        install.Kill();
        await install.WaitForExitAsync();
    }

    /// <summary>The record that an interrupted command leaves.</summary>
    public JsonObject HalfMade(string name) =>
        new ReleaseRecord
        {
            Release = name,
            Installation = name,
            Home = Home,
            ChartVersion = "0.14.2",
            Hash = "x",
            State = ReleaseState.Applying,
        }.ToConfigMap();

    /// <summary>Takes KRO out of the shared cluster, where a test before may have put it.</summary>
    public async Task RemoveKroAsync()
    {
        await Helm().UninstallAsync(ReleaseKeys.KroRelease, ReleaseKeys.KroNamespace);
        await Client.DeleteAsync(
            WellKnown.ConfigMaps,
            ReleaseKeys.KroNamespace,
            ReleaseKeys.ReleaseMap(ReleaseKeys.KroRelease)
        );
    }

    /// <summary>Makes the API server serve KRO's kinds.</summary>
    public async Task InstallCrdsOfKroAsync()
    {
        var chart = new ChartReference(ChartRegistry.Folder, "kro", "0.9.3", false);
        foreach (var crd in await Helm().ShowCrdsAsync(chart))
        {
            await Client.ApplyAsync(WellKnown.CustomResourceDefinitions, null, crd);
        }

        await new Kubernetes.Discovery.KubeDiscovery(Client).WaitForAsync(
            "kro.run",
            "v1alpha1",
            ArcKinds.Graphs.Kind,
            Longest
        );
    }

    /// <summary>An RGD.</summary>
    public JsonObject Graph(string name) =>
        new()
        {
            ["apiVersion"] = ArcKinds.Graphs.ApiVersion,
            ["kind"] = ArcKinds.Graphs.Kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["schema"] = new JsonObject { ["kind"] = "Box" + Space } },
        };

    /// <summary>Plays KRO: refuses an RGD as soon as it is there.</summary>
    public async Task RefuseGraphAsync(string name, string message, CancellationToken stop)
    {
        try
        {
            await UntilAsync(async () => await Client.FindAsync(ArcKinds.Graphs, null, name, stop) is not null);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await SayOfGraphAsync(name, "Inactive", "GraphAccepted", "False", message);
    }

    /// <summary>Plays KRO: takes an RGD as soon as it is there.</summary>
    public async Task AcceptGraphAsync(string name)
    {
        await UntilAsync(async () => await Client.FindAsync(ArcKinds.Graphs, null, name) is not null);
        await SayOfGraphAsync(name, "Active", "Ready", "True", "");
    }

    private Task SayOfGraphAsync(string name, string state, string type, string holds, string message)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = holds,
            ["reason"] = "Judged",
            ["message"] = message,
            ["observedGeneration"] = 1,
        };
        var status = new JsonObject { ["state"] = state, ["conditions"] = new JsonArray(condition) };
        return Client.PatchAsync(
            ArcKinds.Graphs,
            null,
            name,
            KubePatch.Merge(new JsonObject { ["status"] = status }),
            new WriteOptions { Subresource = "status" }
        );
    }

    /// <summary>Looks again and again until it holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Longest, TimeProvider.System);
        while (!await holds())
        {
            await Task.Delay(Look, TimeProvider.System, limit.Token);
        }
    }
}
