using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract.Access;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;

namespace Deskrun.RunnerContract.Tests.Access;

public sealed class AccessPlanTests
{
    private static readonly ResourceKind _kind = new("kro.run", "v1alpha1", "podrunners", true, "PodRunner");

    [Theory]
    [InlineData("{runnerName: string, jitConfigSecretName: string}", true)]
    [InlineData("{runnerName: string, jitConfigSecretName: string, jitConfigSecretKey: string}", false)]
    public void Rights_on_secrets_are_asked_for_only_when_kar_makes_one(string spec, bool asked)
    {
        var plan = Plan(spec);
        var secrets = plan.Kar.Where(r => r.Resource == "secrets").ToList();
        Assert.Equal(asked, secrets.Count == 1);
        Assert.DoesNotContain(secrets, r => r.Verbs.Contains("get") || r.Verbs.Contains("list"));
    }

    [Fact]
    public void The_yaml_has_roles_bindings_and_the_aggregated_role_with_served_plurals()
    {
        var yaml = AccessYaml.Write(
            Plan("{runnerName: string, jitConfigSecretName: string}"),
            "kar-demo",
            "runners",
            "kar"
        );
        var manifests = KubeYaml.ReadManifests(yaml, "test");
        Assert.Equal(
            ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ClusterRole"],
            manifests.Select(m => m.Text("kind"))
        );
        Assert.Equal("true", manifests[4].Label("rbac.kro.run/aggregate-to-controller"));
        var pods = manifests[2].Items("rules").Single(r => r.At("resources")![0].Text() == "pods");
        Assert.Equal(["get", "list", "watch"], pods.At("verbs")!.AsArray().Select(v => v.Text()));
        Assert.Contains(manifests[4].Items("rules"), r => r.At("resources")![0].Text() == "podrunners/status");
    }

    private static AccessPlan Plan(string spec)
    {
        var graph = TestGraph.Make(spec: spec);
        var route = SecretRoute.Choose(graph, "r", arcMadeOne: true);
        var completion = CompletionPlan.Decide(graph, ContractSettings.Read(graph));
        return AccessPlan.For(
            graph,
            _kind,
            route,
            completion,
            new Dictionary<(string, string), string> { [("", "Pod")] = "pods" }
        );
    }
}
