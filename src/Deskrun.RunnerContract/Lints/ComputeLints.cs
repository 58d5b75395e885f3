using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Lints;

/// <summary>Traps in the objects in which jobs run.</summary>
internal static class ComputeLints
{
    /// <summary>The variable that makes an outdated runner end with 7 instead of hiding it.</summary>
    internal const string DeprecatedVariable = "ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE";

    public static IEnumerable<GraphLint> Run(GraphNode node, ContractSettings settings) =>
        node.IsExternal
            ? []
            : (node.Group, node.Kind) switch
            {
                ("", "Pod") => Pod(node.Id + ".spec", node.Template.At("spec"), settings),
                ("batch", "Job") => Job(node, settings),
                ("kubevirt.io", "VirtualMachine") => VirtualMachine(node),
                ("ec2.services.k8s.aws", "Instance") => Ec2(node),
                _ => [],
            };

    private static IEnumerable<GraphLint> Pod(string where, JsonNode? spec, ContractSettings settings)
    {
        if (spec.Text("restartPolicy") != "Never")
        {
            yield return new(
                $"{where}.restartPolicy",
                "a runner that is started again finds its JIT config used",
                "restartPolicy: Never"
            );
        }

        var containers = spec.Items("containers").ToList();
        var runner =
            containers.FirstOrDefault(c => c.Text("name") == settings.Container)
            ?? (containers.Count == 1 ? containers[0] : null);
        if (runner is null)
        {
            yield return new(
                $"{where}.containers",
                $"no container is called {settings.Container}: it cannot be told which one is the runner",
                $"call it runner, or name it with the annotation {ContractKeys.Container}"
            );
        }
        else if (runner.Items("env").All(e => e.Text("name") != DeprecatedVariable))
        {
            yield return new(
                $"{where}.containers.{runner.Text("name")}.env",
                "a runner that GitHub refuses as outdated cannot be told from a failed one",
                $"set {DeprecatedVariable}=1"
            );
        }
    }

    private static IEnumerable<GraphLint> Job(GraphNode node, ContractSettings settings)
    {
        if (
            node.Template.At("metadata", "finalizers") is not JsonArray finalizers
            || finalizers.All(each => each.Text() != "foregroundDeletion")
        )
        {
            yield return new(
                $"{node.Id}.metadata.finalizers",
                "when KRO deletes the Job, Kubernetes leaves its Pod: a runner that is stopped goes on",
                "finalizers: [\"foregroundDeletion\"]"
            );
        }

        if (node.Template.At("spec", "ttlSecondsAfterFinished") is not null)
        {
            yield return new(
                $"{node.Id}.spec.ttlSecondsAfterFinished",
                "when the Job is removed KRO makes it again, and the runner starts a second time",
                "remove it; kar deletes everything at the end"
            );
        }

        if (node.Template.Loose("spec", "backoffLimit") != "0")
        {
            yield return new(
                $"{node.Id}.spec.backoffLimit",
                "a second try finds the JIT config used",
                "backoffLimit: 0"
            );
        }

        foreach (
            var lint in Pod($"{node.Id}.spec.template.spec", node.Template.At("spec", "template", "spec"), settings)
        )
        {
            yield return lint;
        }
    }

    private static IEnumerable<GraphLint> VirtualMachine(GraphNode node)
    {
        if (node.Template.Text("spec", "runStrategy") != "Once")
        {
            yield return new(
                $"{node.Id}.spec.runStrategy",
                "other strategies start the machine again or leave no end behind",
                "runStrategy: Once"
            );
        }
    }

    private static IEnumerable<GraphLint> Ec2(GraphNode node)
    {
        if (node.Template.Text("spec", "instanceInitiatedShutdownBehavior") != "terminate")
        {
            yield return new(
                $"{node.Id}.spec.instanceInitiatedShutdownBehavior",
                "a machine that shuts itself down is only stopped and goes on costing money",
                "instanceInitiatedShutdownBehavior: terminate"
            );
        }

        yield return new(
            node.Id,
            "the AWS controller looks at EC2 only every 10 hours once an Instance is synced",
            "start it with --reconcile-resource-resync-seconds=Instance=30, or let the machine report its end"
        );
    }
}
