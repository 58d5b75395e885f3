using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Kar.Checks;
using Kar.Ending;
using Kar.Finding;
using Kar.Rendering;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Commands;

/// <summary><c>kar check</c>: everything that can be known before a job comes.</summary>
internal static class CheckCommand
{
    public static async Task<int> ExecuteAsync(KarSettings settings, string? hostName, TimeProvider time)
    {
        List<CheckResult> results = [];
        try
        {
            var place = Place.Find(settings, time);
            results.Add(new CheckResult(CheckLevel.Ok, "cluster", $"{place.Connection}, namespace {place.Namespace}"));
            using var client = new KubeClient(place.Connection, ClientOptions.Make(time));
            await RunAsync(client, settings, place, hostName, results, time);
        }
        catch (Exception e) when (e is SetupException or KubeConnectionException)
        {
            results.Add(new CheckResult(CheckLevel.Error, "setup", e.Message));
        }
        catch (KubeException e)
        {
            results.Add(new CheckResult(CheckLevel.Error, "cluster", e.Message));
        }

        Terminal.Output.Write(settings.JsonOutput ? CheckReport.ToJson(results) : CheckReport.ToText(results));
        return results.Any(r => r.Level == CheckLevel.Error) ? ExitCodes.NotSetUp.Code : 0;
    }

    private static async Task RunAsync(
        KubeClient client,
        KarSettings settings,
        Place place,
        string? hostName,
        List<CheckResult> results,
        TimeProvider time
    )
    {
        var log = new RunLog(Terminal.Error, time, settings.JsonLogs, null);
        var graph = await new GraphFinder(client, settings, log, time).ReadGraphAsync(CancellationToken.None);

        // What is checked is how kar will fare in its Pod, wherever this command runs.
        results.AddRange(GraphChecks.Run(graph, settings.JitSecret != "own", settings.Parameters.Keys.ToList()));
        var served = await new KubeDiscovery(client).FindAsync(graph.Group, graph.Version, graph.Kind);
        results.Add(
            served is null
                ? new CheckResult(
                    CheckLevel.Error,
                    "api",
                    $"{graph.Kind} ({graph.ApiVersion}) is not served",
                    "see the graph's KindReady condition"
                )
            : !served.Kind.Namespaced
                ? new CheckResult(CheckLevel.Error, "api", $"{graph.Kind} is cluster-scoped", "remove scope: Cluster")
            : new CheckResult(CheckLevel.Ok, "api", $"{graph.Kind} is served as {served.Kind}")
        );
        if (served is not null)
        {
            var access = await RbacCommand.PlanAsync(client, graph, settings, CancellationToken.None);
            results.AddRange(
                await RightsChecks.RunAsync(client, access, place, settings.ServiceAccount, CancellationToken.None)
            );
        }

        var limits = Limits.Combine(settings, ContractSettings.Read(graph));
        results.AddRange(
            await TemplateChecks.RunAsync(client, settings, place, hostName, limits.Cleanup, CancellationToken.None)
        );
    }
}
