using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>Credentials in clusters, as ARC reads them.</summary>
[Collection(ClusterTests.Name)]
public sealed class CredentialTests
{
    [Fact]
    public async Task A_GitHub_App_gets_the_keys_that_ARC_reads_and_its_private_key_is_nowhere_else()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace();
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportRSAPrivateKeyPem();
        var file = place.Folder.Write("app.pem", pem);
        string[] add = Workplace.AddThere(
            "alpha",
            "--auth-type",
            "github-app",
            "--app-id",
            "Iv23abc",
            "--installation-id",
            "4711"
        );
        (add[Array.IndexOf(add, "prod")], add[Array.IndexOf(add, "--auth-env")]) = ("test", "--auth-file");
        add[Array.IndexOf(add, "TOKEN")] = file;

        var added = await place.RunAsync(add);

        Assert.True(added.Code == ExitCodes.Success, added.Error);
        var secret = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        var data = ((JsonObject)secret.At("data")!).ToDictionary(
            each => each.Key,
            each => Encoding.UTF8.GetString(Convert.FromBase64String((string)each.Value!))
        );
        Assert.Equal(
            ["github_app_id", "github_app_installation_id", "github_app_private_key"],
            data.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal(("Iv23abc", "4711"), (data["github_app_id"], data["github_app_installation_id"]));
        Assert.Equal(pem.Trim(), data["github_app_private_key"].Trim());
        Assert.Equal("deskrun-alpha-github", (await room.FindSetAsync("alpha")).Text("spec", "githubConfigSecret"));
        var line = pem.Split('\n')[3];
        Assert.DoesNotContain(line, place.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain(line, place.Config, StringComparison.Ordinal);
        Assert.DoesNotContain(line, await room.ReadHistoryAsync("alpha"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.14.1", true)]
    [InlineData("0.14.2", false)]
    public async Task Rotation_changes_the_Secret_alone_and_restarts_the_listener_only_where_ARC_does_not_notice(
        string version,
        bool restarts
    )
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = version };
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var listener = (await room.Client.GetAsync(ArcKinds.Listeners, room.Space, "alpha-listener")).Uid();
        var before = await room.VersionsAsync();

        place.Variables["TOKEN"] = "second";
        var rotated = await place.RunAsync("auth", "rotate", "alpha", "--auth-env", "TOKEN", "--offline");

        Assert.True(rotated.Code == 0, rotated.Error);
        Assert.Contains(
            restarts ? "1 listener is started again" : "ARC takes it over by itself",
            rotated.Error,
            StringComparison.Ordinal
        );
        var secret = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        Assert.Equal("c2Vjb25k", secret.Text("data", "github_token"));
        var changed = (await room.VersionsAsync()).Where(each => before.GetValueOrDefault(each.Key) != each.Value);
        Assert.Equal([secret.Describe()], changed.Select(each => each.Key));
        if (restarts)
        {
            await ClusterRoom.UntilAsync(async () => await ListenerAsync(room) is { } uid && uid != listener);
        }

        Assert.Equal(restarts, await ListenerAsync(room) != listener);
        if (!restarts)
        {
            // ARC compares the Secret when it looks at the listener, and it looks when that changes.
            var prompted = await room.Client.GetAsync(ArcKinds.Listeners, room.Space, "alpha-listener");
            Assert.NotNull(prompted.Annotation("deskrun.dev/credential-changed"));
        }
    }

    private static async Task<string?> ListenerAsync(ClusterRoom room) =>
        (await room.Client.FindAsync(ArcKinds.Listeners, room.Space, "alpha-listener")).Uid();
}
