using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Tests;

/// <summary>Graphs for tests, written as YAML like an author does.</summary>
internal static class TestGraph
{
    public const string Pod = """
          resources:
          - id: runnerPod
            readyWhen: ['${runnerPod.status.phase in ["Running", "Succeeded", "Failed"]}']
            template:
              apiVersion: v1
              kind: Pod
              metadata: {name: '${schema.spec.runnerName}-job'}
              spec:
                restartPolicy: Never
                containers:
                - name: runner
                  image: x
                  env: [{name: ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE, value: "1"}]
        """;

    /// <summary>A graph with these annotations, status schema and resources (YAML fragments).</summary>
    public static RunnerGraph Make(
        string annotations = "{}",
        string status = "{}",
        string resources = Pod,
        string spec = "{runnerName: string, jitConfigSecretName: string}"
    ) =>
        RunnerGraph.Read(
            KubeYaml.ReadManifests(
                $"""
                apiVersion: kro.run/v1alpha1
                kind: ResourceGraphDefinition
                metadata:
                  name: demo
                  generation: 2
                  annotations: {annotations}
                spec:
                  schema: {OpenBrace}kind: PodRunner, apiVersion: v1alpha1, spec: {spec}, status: {status}{CloseBrace}
                {resources}
                """,
                "test"
            )[0]
        );

    private const string OpenBrace = "{";
    private const string CloseBrace = "}";
}
