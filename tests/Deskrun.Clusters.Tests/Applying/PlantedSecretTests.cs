using System.Security.Cryptography;
using System.Text;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>What a cluster's credential is made of comes out nowhere but in its one Secret.</summary>
[Collection(ClusterTests.Name)]
public sealed class PlantedSecretTests
{
    private const string Token = "ghp_plantedUnmistakable";
    private const string Rotated = "ghp_rotatedUnmistakable";
    private const string Password = "proxyUnmistakable";

    [Fact]
    public async Task Token_private_key_and_proxy_password_are_in_the_Secret_alone()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportPkcs8PrivateKeyPem();
        string[] planted = [Token, Rotated, Password, .. key.Split('\n').Skip(1).SkipLast(1)];
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha");
        var helm = new RecordedProgram(place.Folder, place.Variables["DESKRUN_HELM"]);
        place.Variables["DESKRUN_HELM"] = helm.Path;
        place.Variables["TOKEN"] = Token;
        place.Variables["HTTPS_PROXY"] = $"http://someone:{Password}@proxy.example.com:3128";
        await AddAppAsync(place, key);

        Assert.Equal(0, (await place.RunAsync("up")).Code);
        place.Variables["TOKEN"] = Rotated;
        Assert.Equal(0, (await place.RunAsync("auth", "rotate", "alpha", "--offline")).Code);
        Assert.Equal(0, (await place.RunAsync("update", "alpha", "--max-runners", "4", "--offline")).Code);
        await SayEverythingAsync(place);

        var secrets = await room.Client.ListAsync(WellKnown.Secrets, room.Space);
        Assert.Equal(
            Rotated,
            Decoded(secrets.Items.Single(each => each.Name() == "deskrun-alpha-github"), "github_token")
        );
        Assert.Contains(
            planted[3],
            Decoded(secrets.Items.Single(each => each.Name() == "deskrun-beta-github"), "github_app_private_key")
        );
        var cluster = new StringBuilder(await room.ReadHistoryAsync("alpha")).Append(
            await room.ReadHistoryAsync("beta")
        );
        Assert.Contains("githubConfigUrl", cluster.ToString());
        foreach (var item in await ObjectsAsync(room))
        {
            cluster.Append(item.ToJsonString());
        }

        Assert.Contains("install", helm.Arguments);
        Assert.Contains("githubConfigUrl", helm.Values);
        Assert.Equal(["600"], helm.Modes.Distinct());
        AssertClean(place.Printed, "the output");
        AssertClean(helm.Arguments, "helm's arguments");
        AssertClean(helm.Values, "helm's values");
        AssertClean(cluster.ToString(), "the cluster");
        foreach (var file in Directory.EnumerateFiles(place.Home.Path, "*", SearchOption.AllDirectories))
        {
            var others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            Assert.True((File.GetUnixFileMode(file) & others) == 0, $"others can read {file}");
            if (!file.StartsWith(place.Home.Credentials, StringComparison.Ordinal))
            {
                AssertClean(await File.ReadAllTextAsync(file), file);
            }
        }

        void AssertClean(string text, string what)
        {
            foreach (var secret in planted)
            {
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{what} has {secret}");
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1];
                Assert.False(text.Contains(encoded, StringComparison.Ordinal), $"{what} has {secret} in base64");
            }
        }
    }

    private static async Task AddAppAsync(Workplace place, string key)
    {
        string[] where =
        [
            "--repository",
            "http://127.0.0.1:9/owner/beta",
            "--backend",
            "kubernetes",
            "--context",
            "test",
        ];
        string[] app = ["--auth-type", "github-app", "--app-id", "Iv1.x", "--installation-id", "7"];
        var added = await place.RunWithInputAsync(
            key,
            ["add", "beta", .. where, .. app, "--auth-value-stdin", "--offline", "--no-up"]
        );
        Assert.True(added.Code == 0, added.Error);
    }

    /// <summary>Every command that talks, and failures of them: errors are where secrets like to come out.</summary>
    private static async Task SayEverythingAsync(Workplace place)
    {
        foreach (var format in (string[])["table", "json", "yaml"])
        {
            await place.RunAsync("list", "-o", format);
            await place.RunAsync("status", "-o", format);
            await place.RunAsync("cluster", "status", "--context", "test", "-o", format);
            await place.RunAsync("explain", "alpha", "-o", format);
        }

        await place.RunAsync("render");
        await place.RunAsync("gc", "--dry-run");
        await place.RunAsync("up", "--dry-run");
        await place.RunAsync("auth", "check");
        await place.RunAsync("logs", "alpha", "--listener");
        await place.RunAsync("cluster", "configure", "--arc-version", "9.9.9");
        Assert.NotEqual(0, (await place.RunAsync("up")).Code);
        await place.RunAsync("cluster", "configure", "--arc-version", "default");
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonObject>> ObjectsAsync(ClusterRoom room)
    {
        ResourceKind[] kinds =
        [
            WellKnown.ConfigMaps,
            WellKnown.Pods,
            WellKnown.Events,
            WellKnown.Roles,
            WellKnown.ServiceAccounts,
            Backends.Cluster.Seeing.ArcKinds.RunnerSets,
            WellKnown.Secrets,
        ];
        var all = new List<System.Text.Json.Nodes.JsonObject>();
        foreach (var kind in kinds)
        {
            all.AddRange(
                (await room.Client.ListAsync(kind, room.Space)).Items.Where(each =>
                    kind != WellKnown.Secrets || each.Name() is not ("deskrun-alpha-github" or "deskrun-beta-github")
                )
            );
        }

        return all;
    }

    private static string Decoded(System.Text.Json.Nodes.JsonObject secret, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(secret.Text("data", key)!));
}
