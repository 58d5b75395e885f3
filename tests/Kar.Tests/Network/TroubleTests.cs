using Kar.Tests.Playing;

namespace Kar.Tests.Network;

/// <summary>The end is seen exactly once, whatever happens to connections, server and token.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task A_watch_cut_every_second_is_outlived()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        using var proxy = new CuttingProxy(stage.Cluster.Address);
        var kar = stage.Kar([], await stage.InPodAsync(proxy.Address));
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        for (var i = 0; i < 4; i++)
        {
            proxy.Cut();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);
        Assert.True(await kar.ExitAsync(60) == 0, kar.Said);
        await stage.AssertNothingLeftAsync();

        // Never a busy loop: a cut watch comes back after seconds, not at once and again and again.
        var watches = stage
            .Cluster.Audit(stage.User)
            .Where(e => e.Verb == "watch")
            .DistinctBy(e => e.Line.Text("auditID"))
            .Count();
        Assert.InRange(watches, 2, 12);
    }

    [Fact]
    public async Task A_restarted_api_server_hides_no_end()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus(), cluster);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        cluster.StopApiServer();
        await cluster.StartApiServerAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync(90) == 0, kar.Said);
        await stage.AssertNothingLeftAsync();
        Assert.True(kar.Said.Split("outcome:").Length == 2, kar.Said);
    }

    [Fact]
    public async Task A_rotated_token_is_read_again()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        using var proxy = new CuttingProxy(stage.Cluster.Address);
        var kar = stage.Kar([], await stage.InPodAsync(proxy.Address));
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");

        // A deleted account makes its tokens worthless; the new account of the same name has the same rights.
        await stage.Client.DeleteAsync(WellKnown.ServiceAccounts, stage.Space, stage.Account);
        await stage.InPodAsync(proxy.Address);
        proxy.Cut();
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync(90) == 0, kar.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_crd_that_vanishes_ends_the_run_as_cancelled()
    {
        var kind = new ResourceKind("kro.run", "v1alpha1", "vanishers", true, "Vanisher");
        await using var stage = await Stage.SetAsync(null);
        await Definitions.MakeAsync(stage.Cluster, kind);
        var graph = TestGraphs.ByStatus();
        graph["spec"]!["schema"]!["kind"] = kind.Kind;
        await stage.PutGraphAsync(graph, TestGraphs.Active());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await new Deskrun.Kubernetes.Discovery.KubeDiscovery(stage.Client).WaitForAsync(
            "kro.run",
            "v1alpha1",
            kind.Kind,
            TimeSpan.FromSeconds(30),
            patience.Token
        );
        await stage.GrantAsync();
        var kar = await stage.StartAsync();
        await kar.SaysAsync("created");

        // A KRO that may delete CRDs does so with the RGD.
        await stage.Client.DeleteAsync(Definitions.Graphs, null, stage.GraphName);
        await stage.Client.DeleteAsync(WellKnown.CustomResourceDefinitions, null, "vanishers.kro.run");

        Assert.True(await kar.ExitAsync(90) == 12, kar.Said);
    }

    [Fact]
    public async Task A_deleted_graph_whose_kind_stays_ends_with_its_compute()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Running", KroPlayer.Running());
        await kar.SaysAsync("Running");
        await stage.Client.DeleteAsync(Definitions.Graphs, null, stage.GraphName);
        await stage.Kro.PodStatusAsync("Succeeded", KroPlayer.Terminated(0, "Completed"));

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
    }
}
