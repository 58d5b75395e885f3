using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Lints;
using Kar.Checks;

namespace Kar.Tests.Texts;

/// <summary>The examples hold to the rules that kar itself checks.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("examples/pod-runner-rgd.yaml", "pod")]
    [InlineData("examples/kar/pod-dind/rgd.yaml", "pod-dind")]
    [InlineData("examples/kar/job/rgd.yaml", "job")]
    [InlineData("examples/kar/kubevirt-vm/rgd.yaml", "kubevirt-vm")]
    [InlineData("examples/kar/ec2-vpc/rgd.yaml", "ec2-vpc")]
    public void Graph_and_values_of_an_example_fit_each_other_and_have_no_trap(string path, string folder)
    {
        var graph = RunnerGraph.Read(Read(path));
        var contract = ContractSettings.Read(graph);
        var plan = CompletionPlan.Decide(graph, contract);
        Assert.Empty(contract.Problems);
        Assert.Equal(CompletionSource.Status, plan.Source);
        var lints = GraphLints
            .Run(graph, contract, plan)
            .Where(lint => !lint.Text.Contains("every 10 hours", StringComparison.Ordinal));
        Assert.Empty(lints);

        var values = Read($"examples/kar/{folder}/values.yaml");
        Assert.Equal(graph.ScaleSet, values.Text("runnerScaleSetName"));
        var pod = values.At("template", "spec");
        var runner = pod.Items("containers").Single(c => c.Text("name") == "runner");
        var environment = runner.Items("env").ToDictionary(e => e.Text("name")!, e => e.Text("value"));
        Assert.Equal(graph.ScaleSet, environment["ACTIONS_RUNNER_SCALE_SET_NAME"]);
        var cleanup = TimeSpan.FromMinutes(5);
        if (environment.TryGetValue("KAR_CLEANUP_TIMEOUT", out var text))
        {
            Assert.True(Deskrun.RunnerContract.Reading.GoDuration.TryParse(text, out cleanup));
        }

        Assert.All(
            TemplateChecks.Judge(pod, cleanup, isTemplate: true),
            result => Assert.Equal(CheckLevel.Ok, result.Level)
        );
        foreach (var field in graph.SpecFields.Where(f => f is { Required: true, HasDefault: false }))
        {
            var known =
                field.Name is "runnerName" or "jitConfigSecretName" or "jitConfigSecretKey" or "runnerNamespace";
            Assert.True(known || environment.ContainsKey("KAR_PARAM_" + field.Name), $"nothing fills {field.Name}");
        }
    }

    private static JsonObject Read(string path) =>
        KubeYaml.ReadManifests(File.ReadAllText(Path.Combine(Repository.Root, path)), path).Single();
}
