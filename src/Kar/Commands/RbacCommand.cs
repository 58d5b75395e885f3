using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Access;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;
using Kar.Ending;
using Kar.Finding;
using Kar.Rendering;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Commands;

/// <summary><c>kar rbac</c>: prints the least rights for one RGD.</summary>
internal static class RbacCommand
{
    /// <summary>The service account when none is named.</summary>
    public const string DefaultAccount = "kar";

    public static async Task<int> ExecuteAsync(KarSettings settings, TimeProvider time)
    {
        try
        {
            var place = Place.Find(settings, time);
            using var client = new KubeClient(place.Connection, ClientOptions.Make(time));
            var log = new RunLog(Terminal.Error, time, settings.JsonLogs, null);
            var graph = await new GraphFinder(client, settings, log, time).ReadGraphAsync(CancellationToken.None);
            var access = await PlanAsync(client, graph, settings, CancellationToken.None);
            var name = RoleName(settings.ScaleSet);
            Terminal.Output.Write(
                AccessYaml.Write(access, name, place.Namespace, settings.ServiceAccount ?? DefaultAccount)
            );
            return 0;
        }
        catch (Exception e) when (e is SetupException or KubeConnectionException)
        {
            Terminal.Error.WriteLine($"kar rbac: {e.Message}");
            return ExitCodes.NotSetUp.Code;
        }
        catch (KubeException e)
        {
            Terminal.Error.WriteLine($"kar rbac: {e.Message}");
            return ExitCodes.ClusterFault.Code;
        }
    }

    /// <summary>Computes the rights, with the plurals as the API server serves them.</summary>
    public static async Task<AccessPlan> PlanAsync(
        KubeClient client,
        RunnerGraph graph,
        KarSettings settings,
        CancellationToken cancellation
    )
    {
        var discovery = new KubeDiscovery(client);
        var served =
            await discovery.FindAsync(graph.Group, graph.Version, graph.Kind, cancellation)
            ?? throw new SetupException($"{graph.Kind} ({graph.ApiVersion}) is not served: is {graph.Name} Active?");
        var plurals = new Dictionary<(string Group, string Kind), string>();
        foreach (
            var version in graph.Nodes.Select(n => n.ApiVersion).Where(v => v.Length > 0 && !v.Contains('$')).Distinct()
        )
        {
            var (group, number) = KubeDiscovery.Split(version);
            foreach (var resource in await discovery.ListAsync(group, number, cancellation) ?? [])
            {
                plurals[(group, resource.Kind.Kind)] = resource.Kind.Plural;
            }
        }

        var contract = ContractSettings.Read(graph);

        // The rights are for kar in its Pod, wherever this command runs.
        var secret = SecretRoute.Choose(graph, "runner", settings.JitSecret != "own");
        return AccessPlan.For(graph, served.Kind, secret, CompletionPlan.Decide(graph, contract), plurals);
    }

    private static string RoleName(string scaleSet)
    {
        var letters = scaleSet
            .ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-');
        return "kar-" + string.Concat(letters);
    }
}
