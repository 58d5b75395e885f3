using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Kar.Running;
using Kar.Settings;

namespace Kar.Checks;

/// <summary>Looks at the template of the runners' Pods: in a Pod its own, else that of the AutoscalingRunnerSet.</summary>
internal static class TemplateChecks
{
    private static readonly ResourceKind _sets = new(
        "actions.github.com",
        "v1alpha1",
        "autoscalingrunnersets",
        true,
        "AutoscalingRunnerSet"
    );

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        KubeClient client,
        KarSettings settings,
        Place place,
        string? hostName,
        TimeSpan cleanup,
        CancellationToken cancellation
    )
    {
        try
        {
            if (place.IsPod)
            {
                var pod = await client.FindAsync(
                    WellKnown.Pods,
                    place.Namespace,
                    settings.PodName ?? hostName ?? "",
                    cancellation
                );
                return pod is null ? [] : [.. Judge(pod.At("spec"), cleanup, isTemplate: false)];
            }

            var sets = await client.ListAsync(_sets, place.Namespace, null, cancellation);
            var set = sets.Items.FirstOrDefault(s =>
                (s.Text("spec", "runnerScaleSetName") ?? s.Name()) == settings.ScaleSet
            );
            return set is null
                ?
                [
                    new CheckResult(
                        CheckLevel.Ok,
                        "template",
                        $"no AutoscalingRunnerSet of this scale set in {place.Namespace}: its Pod template is not checked"
                    ),
                ]
                : [.. Judge(set.At("spec", "template", "spec"), cleanup, isTemplate: true)];
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            return [new CheckResult(CheckLevel.Ok, "template", $"the Pod template is not checked: {e.Message}")];
        }
    }

    /// <summary>Judges a Pod's spec.</summary>
    public static IEnumerable<CheckResult> Judge(JsonNode? spec, TimeSpan cleanup, bool isTemplate)
    {
        var grace = TimeSpan.FromSeconds(spec.Whole("terminationGracePeriodSeconds") ?? 30);
        var wanted = cleanup + TimeSpan.FromSeconds(15);
        if (grace < wanted)
        {
            yield return new CheckResult(
                CheckLevel.Warning,
                "template",
                $"terminationGracePeriodSeconds is {grace.TotalSeconds:0}: kar may be killed before its cleanup ({GoDuration.Format(cleanup)}) is over",
                $"terminationGracePeriodSeconds: {wanted.TotalSeconds:0}"
            );
        }

        var runner = spec.Items("containers").FirstOrDefault(c => c.Text("name") == "runner");
        if (runner is null)
        {
            yield return new CheckResult(
                CheckLevel.Error,
                "template",
                "no container is called runner: ARC judges only that one",
                "name: runner"
            );
        }
        else if (isTemplate && runner.Items("env").Any(e => e.Text("name") == KnownSettings.Jit.Variable))
        {
            yield return new CheckResult(
                CheckLevel.Error,
                "template",
                $"the template sets {KnownSettings.Jit.Variable}, which ARC sets itself",
                "remove it"
            );
        }
        else
        {
            yield return new CheckResult(CheckLevel.Ok, "template", "the runners' Pod has a container runner");
        }
    }
}
