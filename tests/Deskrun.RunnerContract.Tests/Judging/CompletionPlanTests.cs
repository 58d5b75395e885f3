using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Tests.Judging;

public sealed class CompletionPlanTests
{
    private const string Vm = """
          resources:
          - {id: helper, template: {apiVersion: v1, kind: Pod}}
          - {id: vm, template: {apiVersion: kubevirt.io/v1, kind: VirtualMachine}}
        """;

    private const string ConfigMap = """
          resources:
          - {id: config, template: {apiVersion: v1, kind: ConfigMap}}
        """;

    [Theory]
    [InlineData("{}", "{phase: '${a.b}'}", CompletionSource.Status, "helper")]
    [InlineData("{}", "{runner: {exitCode: '${a.b}'}}", CompletionSource.Status, "vm")]
    [InlineData("{}", "{address: '${a.b}'}", CompletionSource.Child, "vm")]
    [InlineData("{deskrun.dev/compute: helper}", "{}", CompletionSource.Child, "helper")]
    [InlineData("{deskrun.dev/completion: child}", "{phase: '${a.b}'}", CompletionSource.Child, "vm")]
    [InlineData("{deskrun.dev/completion: ready}", "{phase: '${a.b}'}", CompletionSource.Ready, "vm")]
    public void The_source_is_decided_from_the_graph(
        string annotations,
        string status,
        CompletionSource source,
        string compute
    )
    {
        var graph = TestGraph.Make(annotations, status, Vm);
        var plan = CompletionPlan.Decide(graph, ContractSettings.Read(graph));
        Assert.Equal(source, plan.Source);
        if (source == CompletionSource.Child)
        {
            Assert.Equal(compute, plan.Compute!.Id);
        }
    }

    [Fact]
    public void A_graph_that_tells_nothing_is_said_to_tell_nothing()
    {
        var graph = TestGraph.Make(resources: ConfigMap);
        Assert.Equal(CompletionSource.None, CompletionPlan.Decide(graph, ContractSettings.Read(graph)).Source);
    }
}
