using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Installations.Homes;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Kind;

/// <summary>A kind cluster that works: doubles of kind and docker in front of a real API server.</summary>
[Collection(ClusterTests.Name)]
public sealed class WorkingClusterTests
{
    [Fact]
    public async Task It_is_made_seen_put_to_use_mended_and_removed_and_the_users_kubeconfig_stays_what_it_is()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace();
        Programs(place, room);
        var users = place.Folder.Write("user/.kube/config", "current-context: mine\n");
        place.Variables.Remove("KUBECONFIG");
        place.Variables["HOME"] = place.Folder.File("user");
        var own = place.Home.In("kind", "deskrun", "kubeconfig");

        var created = await place.RunAsync("cluster", "create", "--registry-mirror", "docker.io=http://mirror:5000");
        Assert.True(created.Code == 0, created.Error);
        Assert.Contains($"kubectl --kubeconfig {own} --context kind-deskrun get pods -n {room.Space}", created.Error);
        Assert.True(File.Exists(place.Home.In("kind", "deskrun", "registries", "docker.io", "hosts.toml")));

        var added = await place.RunAsync(
            "add",
            "web",
            "--repository",
            "https://github.com/owner/web",
            "--backend",
            "kind",
            "--mode",
            "kubernetes",
            "--auth-env",
            "TOKEN",
            "--offline"
        );
        Assert.True(added.Code == 0, added.Error);
        var seen = await place.RunAsync("cluster", "status");
        Assert.Equal(0, seen.Code);
        Assert.Contains("kind-deskrun: works", seen.Output);
        Assert.Contains("web", seen.Output);

        Assert.Equal(0, (await place.RunAsync("cluster", "configure", "--host-nix")).Code);
        Assert.Contains("the settings of its node changed", (await place.RunAsync("cluster", "status")).Output);

        File.Delete(own);
        var repaired = await place.RunAsync("cluster", "repair");
        Assert.True(repaired.Code == 0, repaired.Error);
        Assert.True(File.Exists(own));

        var refused = await place.RunAsync("cluster", "delete");
        Assert.Equal(2, refused.Code);
        Assert.Contains("in use by web; take them out first with: deskrun down", refused.Error);
        var down = await place.RunAsync("down", "--now");
        Assert.True(down.Code == 0, down.Error);
        var deleted = await place.RunAsync("cluster", "delete");
        Assert.True(deleted.Code == 0, deleted.Error);
        Assert.False(Directory.Exists(place.Home.In("kind", "deskrun")));
        Assert.Equal("current-context: mine\n", File.ReadAllText(users));
    }

    [Fact]
    public async Task What_was_written_into_the_users_kubeconfig_goes_with_the_cluster()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace();
        Programs(place, room);
        var created = await place.RunAsync("cluster", "create", "--set-context");
        Assert.True(created.Code == 0, created.Error);
        Assert.Equal(["export kubeconfig --name deskrun"], Users(place));

        var deleted = await place.RunAsync("cluster", "delete");
        Assert.True(deleted.Code == 0, deleted.Error);
        Assert.Equal(["export kubeconfig --name deskrun", "delete cluster --name deskrun"], Users(place));

        // The next one is made without it: then there is nothing of ours to take away.
        Assert.Equal(0, (await place.RunAsync("cluster", "create")).Code);
        Assert.Equal(0, (await place.RunAsync("cluster", "delete")).Code);
        Assert.Equal(2, Users(place).Count);
    }

    /// <summary>The calls of kind that touch the user's own kubeconfig.</summary>
    private static IReadOnlyList<string> Users(Workplace place) =>
        [
            .. File.ReadAllLines(place.Folder.File("calls"))
                .Where(line => line.StartsWith("export ") || line.StartsWith("delete "))
                .Where(line => !line.Contains("--kubeconfig")),
        ];

    private static void Programs(Workplace place, ClusterRoom room)
    {
        var folder = Directory.CreateDirectory(place.Folder.File("bin")).FullName;
        var access = place.Folder.Write(
            "access",
            File.ReadAllText(room.Kubeconfig)
                .Replace("name: test", "name: kind-deskrun")
                .Replace("cluster: test, user: test", "cluster: kind-deskrun, user: kind-deskrun")
        );
        Program(
            Path.Combine(folder, "kind"),
            $$"""
            echo "$*" >>'{{place.Folder.File("calls")}}'
            case "$1" in version) echo 'kind v0.33.0 go1.27.2 linux/amd64'; exit ;; create | export) ;; *) exit 0 ;; esac
            while [ $# -gt 0 ]; do
              [ "$1" = --kubeconfig ] && cp '{{access}}' "$2"
              shift
            done
            """
        );
        Program(
            Path.Combine(folder, "docker"),
            """case "$1" in version) echo 27.1.1 ;; ps) printf 'deskrun-control-plane\trunning\tUp 2 hours\n' ;; esac"""
        );
        place.Variables["PATH"] = $"{folder}:{place.Variables["PATH"]}";
        PrivateFiles.EnsureFolder(place.Folder.File("user"));
    }

    private static void Program(string path, string script)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
