using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Lints;

namespace Deskrun.RunnerContract.Tests.Lints;

public sealed class GraphLintsTests
{
    [Fact]
    public void A_careful_graph_has_no_lint() => Assert.Empty(Run(TestGraph.Pod));

    [Theory]
    [InlineData("restartPolicy: Never", "restartPolicy: OnFailure", "runnerPod.spec.restartPolicy")]
    [InlineData(
        "- name: runner",
        "- name: main\n          image: x\n        - name: helper",
        "runnerPod.spec.containers"
    )]
    [InlineData("'${schema.spec.runnerName}-job'", "'${schema.spec.runnerName}'", "runnerPod.metadata.name")]
    [InlineData(
        "{name: '${schema.spec.runnerName}-job'}",
        "{name: x, labels: {kro.run/mine: a}}",
        "runnerPod.metadata.labels.kro.run/mine"
    )]
    [InlineData("in [\"Running\", \"Succeeded\", \"Failed\"]", "in [\"Succeeded\", \"Failed\"]", "runnerPod.readyWhen")]
    [InlineData(
        "env: [{name: ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE, value: \"1\"}]",
        "env: []",
        "runnerPod.spec.containers.runner.env"
    )]
    [InlineData("image: x", "image: '${jit.data.token}'", "runnerPod.spec.containers[0].image")]
    [InlineData(
        "{name: '${schema.spec.runnerName}-job'}",
        "{name: '${jit.metadata.name}-job'}",
        "runnerPod.metadata.name"
    )]
    public void Each_trap_is_found_at_its_place(string good, string bad, string where)
    {
        Assert.Contains(good, TestGraph.Pod, StringComparison.Ordinal);
        var resources =
            TestGraph.Pod.Replace(good, bad, StringComparison.Ordinal)
            + "\n  - {id: jit, externalRef: {apiVersion: v1, kind: Secret, metadata: {name: '${schema.spec.jitConfigSecretName}'}}}";
        Assert.Contains(Run(resources), lint => lint.Where == where);
    }

    [Theory]
    [InlineData(
        "{apiVersion: batch/v1, kind: Job, spec: {ttlSecondsAfterFinished: 60, backoffLimit: 0}}",
        "node.spec.ttlSecondsAfterFinished"
    )]
    [InlineData("{apiVersion: batch/v1, kind: Job, spec: {backoffLimit: 3}}", "node.spec.backoffLimit")]
    [InlineData("{apiVersion: batch/v1, kind: Job, spec: {backoffLimit: 0}}", "node.metadata.finalizers")]
    [InlineData(
        "{apiVersion: kubevirt.io/v1, kind: VirtualMachine, spec: {runStrategy: Always}}",
        "node.spec.runStrategy"
    )]
    [InlineData(
        "{apiVersion: ec2.services.k8s.aws/v1alpha1, kind: Instance, spec: {}}",
        "node.spec.instanceInitiatedShutdownBehavior"
    )]
    [InlineData("{apiVersion: v1, kind: Secret, data: {a: '${schema.spec.runnerName}'}}", "node.data")]
    public void Traps_of_other_kinds_are_found(string template, string where) =>
        Assert.Contains(Run($"  resources:\n  - {{id: node, template: {template}}}"), lint => lint.Where == where);

    [Theory]
    [InlineData("instance")]
    [InlineData("Runner")]
    [InlineData("runner_pod")]
    public void An_id_that_KRO_refuses_is_told(string id) =>
        Assert.Contains(
            Run(TestGraph.Pod.Replace("runnerPod", id, StringComparison.Ordinal)),
            lint => lint.Where == $"{id}.id"
        );

    [Fact]
    public void A_graph_without_a_terminal_phase_and_one_without_a_secret_are_told()
    {
        var graph = TestGraph.Make(resources: "  resources: []", spec: "{runnerName: string}");
        var settings = ContractSettings.Read(graph);
        var lints = GraphLints.Run(graph, settings, CompletionPlan.Decide(graph, settings));
        Assert.Contains(lints, lint => lint.Where == "schema.status");
        Assert.Contains(lints, lint => lint.Where == "schema.spec");
    }

    private static IReadOnlyList<GraphLint> Run(string resources)
    {
        var graph = TestGraph.Make(resources: resources);
        var settings = ContractSettings.Read(graph);
        return GraphLints.Run(graph, settings, CompletionPlan.Decide(graph, settings));
    }
}
