using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Homes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Kro;

[Collection(ClusterTests.Name)]
public sealed class KroModeTests
{
    [Fact]
    public async Task Up_gives_each_instance_an_RGD_kars_account_and_its_rights_and_remove_takes_all_of_it_away()
    {
        await using var room = await ClusterRoom.OpenAsync();
        await using var kro = new FakeKro(room.Cluster);
        room.Settings = room.Settings with { KarImage = "registry.example.com/kar:1.2.3" };
        using var place = room.Workplace("fleet" + room.Space[^4..]);
        var name = "fleet" + room.Space[^4..];
        Store(place, name, room.Space, instances: 2);

        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        foreach (var set in new[] { $"{name}-1", $"{name}-2" })
        {
            var rgd = await room.Client.GetAsync(FakeKro.Graphs, null, $"runner-{room.Space}-{set[^1]}");
            Assert.Equal(set, rgd.Label("actions.github.com/scale-set-name"));
            Assert.NotNull(await room.Client.FindAsync(WellKnown.ServiceAccounts, room.Space, $"kar-{set}"));
            Assert.NotNull(await room.Client.FindAsync(WellKnown.RoleBindings, room.Space, $"kar-{set}"));
            var forKro = await room.Client.GetAsync(WellKnown.ClusterRoles, null, $"kar-{set}-kro");
            Assert.Equal("true", forKro.Label("rbac.kro.run/aggregate-to-controller"));
            var runnerSet = await room.FindSetAsync(set);
            Assert.Equal(
                "registry.example.com/kar:1.2.3",
                runnerSet.At("spec", "template", "spec").Items("containers").Single().Text("image")
            );
        }

        var again = await place.RunAsync("up");
        Assert.Contains("nothing to change", again.Error);

        var removed = await place.RunAsync("remove", name, "--now");
        Assert.True(removed.Code == 0, removed.Error);
        Assert.Null(await room.Client.FindAsync(FakeKro.Graphs, null, $"runner-{room.Space}-1"));
        Assert.Null(await room.Client.FindAsync(WellKnown.ClusterRoles, null, $"kar-{name}-1-kro"));
        Assert.Null(await room.Client.FindAsync(WellKnown.ServiceAccounts, room.Space, $"kar-{name}-2"));
    }

    /// <summary>Makes an installation one of mode kro, with an RGD whose name ends with the namespace's.</summary>
    internal static void Store(Workplace place, string name, string space, int instances)
    {
        var template = place.Folder.Write("rgd.yaml", Template(space));
        var document = new ConfigurationFile(place.Home, TimeProvider.System).Load();
        var changed = document.Find(name)! with { Mode = "kro", Template = template, Instances = instances };
        PrivateFiles.Write(place.Home.ConfigFile, document.With(changed).ToBytes());
    }

    private static string Template(string name) =>
        $$"""
            apiVersion: kro.run/v1alpha1
            kind: ResourceGraphDefinition
            metadata:
              name: runner-{{name}}
            spec:
              schema:
                apiVersion: v1alpha1
                kind: PodRunner{{name.Replace("-", "")}}
                spec:
                  jitConfigSecretName: string | required=true
                  jitConfigSecretKey: string | required=true
                status:
                  phase: ${pod.status.phase}
              resources:
                - id: pod
                  template:
                    apiVersion: v1
                    kind: Pod
                    metadata: { name: "${schema.metadata.name}-job" }
            """;
}
