using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Finding;

/// <summary>Finds the scale set's RGD and decides everything that can be decided before something is created.</summary>
internal sealed class GraphFinder(KubeClient client, KarSettings settings, RunLog log, TimeProvider time)
{
    /// <summary>The kind of the graphs.</summary>
    public static readonly ResourceKind Graphs = new(
        "kro.run",
        "v1alpha1",
        "resourcegraphdefinitions",
        false,
        "ResourceGraphDefinition"
    );

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);

    /// <summary>Finds and decides.</summary>
    /// <exception cref="SetupException">The graph cannot be used; the message says why.</exception>
    public async Task<RunPlan> FindAsync(bool arcMadeSecret, CancellationToken cancellation)
    {
        var graph = await FindGraphAsync(cancellation);
        var contract = ContractSettings.Read(graph);
        if (contract.Problems.Count > 0)
        {
            throw new SetupException(string.Join("; ", contract.Problems));
        }

        var served = await FindKindAsync(graph, cancellation);
        var completion = CompletionPlan.Decide(graph, contract);
        return new RunPlan(
            graph,
            served,
            contract,
            completion,
            Limits.Combine(settings, contract),
            SecretRoute.Choose(graph, settings.Runner, arcMadeSecret)
        );
    }

    /// <summary>The scale set's one RGD, whatever its state.</summary>
    public async Task<RunnerGraph> ReadGraphAsync(CancellationToken cancellation)
    {
        var selector = new ListOptions { Labels = $"{ContractKeys.ScaleSetLabel}={settings.ScaleSet}" };
        KubeList list;
        try
        {
            list = await client.ListAsync(Graphs, null, selector, cancellation);
        }
        catch (KubeException e) when (e.NotFound)
        {
            throw new SetupException(
                "this cluster does not know ResourceGraphDefinitions: KRO is not installed (https://kro.run)"
            );
        }

        var problem = GraphSelection.Pick([.. list.Items.Select(RunnerGraph.Read)], settings.ScaleSet, out var graph);
        if (problem is null)
        {
            return graph!;
        }

        if (list.Items.Count == 0)
        {
            var all = await client.ListAsync(Graphs, null, null, cancellation);
            problem += "; " + GraphSelection.Describe([.. all.Items.Select(RunnerGraph.Read)]);
        }

        throw new SetupException(problem);
    }

    private async Task<RunnerGraph> FindGraphAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var graph = await ReadGraphAsync(cancellation);
            Refuse(graph);
            var readiness = GraphReadiness.Judge(graph);
            var quotes = string.Join("; ", readiness.Conditions);
            switch (readiness.State)
            {
                case GraphReadinessState.Active:
                    return graph;
                case GraphReadinessState.LastGoodRevision:
                    log.Warn(
                        $"{graph.Name} as it stands is not accepted; KRO goes on with its last good revision: {quotes}"
                    );
                    return graph;
                case GraphReadinessState.Broken:
                    throw new SetupException($"{graph.Name} is not Active: {quotes}");
            }

            if (time.GetElapsedTime(start) > _settling)
            {
                throw new SetupException(
                    $"{graph.Name} is not Active after {GoDuration.Format(_settling)}: "
                        + (quotes.Length > 0 ? quotes : "KRO has not looked at it; is KRO running?")
                );
            }

            log.Info($"{graph.Name} is not Active yet: {(quotes.Length > 0 ? quotes : "no conditions")}");
            await Task.Delay(_pause, time, cancellation);
        }
    }

    private void Refuse(RunnerGraph graph)
    {
        if (graph.IsClusterScoped)
        {
            throw new SetupException(
                $"{graph.Name} makes the cluster-scoped kind {graph.Kind}: kar's Pod, which is in a namespace, cannot own "
                    + "such an instance, so that nothing would remove it; remove scope: Cluster from the schema"
            );
        }

        switch (KroAges.Judge(graph))
        {
            case KroAge.TooOld:
                throw new SetupException(KroAges.Refusal);
            case KroAge.Older:
                log.Warn(KroAges.OlderWarning);
                break;
        }
    }

    private async Task<ResourceKind> FindKindAsync(RunnerGraph graph, CancellationToken cancellation)
    {
        try
        {
            var discovery = new KubeDiscovery(client);
            var served = await discovery.WaitForAsync(graph.Group, graph.Version, graph.Kind, _settling, cancellation);
            return served.Kind.Namespaced
                ? served.Kind
                : throw new SetupException(
                    $"{graph.Kind} is served as a cluster-scoped kind, which kar's Pod cannot own"
                );
        }
        catch (TimeoutException e)
        {
            throw new SetupException($"{graph.Name}: {e.Message}");
        }
    }
}
