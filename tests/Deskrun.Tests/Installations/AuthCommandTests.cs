using System.Text.Json.Nodes;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations.Credentials;

namespace Deskrun.Tests.Installations;

public sealed class AuthCommandTests : IDisposable
{
    private const string Secret = "ghp_plantednewsecret";
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Another_credential_is_stored_and_the_old_one_is_forgotten()
    {
        await place.RunWithInputAsync("ghp_old", Workplace.Add("a", "--auth-value-stdin", "--offline"));
        var file = Path.Combine(place.Home.Credentials, "a");

        var stored = await place.RunWithInputAsync(Secret, "auth", "rotate", "a", "--auth-value-stdin", "--offline");
        var first = File.ReadAllText(file);
        var named = await place.RunAsync("auth", "rotate", "a", "--auth-env", "OTHER", "--offline");

        Assert.Equal((ExitCodes.Success, ""), (stored.Code, stored.Error));
        Assert.Equal(Secret, first);
        Assert.Contains("(variable OTHER) is stored; it was not checked", named.Output);
        Assert.Equal(new CredentialReference.FromEnvironment("OTHER"), place.Stored("a").Credential);
        Assert.False(File.Exists(file));
        Assert.DoesNotContain(Secret, place.Printed);
    }

    [Fact]
    public async Task A_cluster_gets_it_and_a_cluster_that_fails_is_asked_again_by_the_same_command()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        place.Cluster.Failure = "no answer";

        var failed = await place.RunAsync("auth", "rotate", "a", "--auth-env", "OTHER", "--offline");
        place.Cluster.Failure = null;
        var again = await place.RunAsync("auth", "rotate", "a", "--offline");
        await place.RunAsync("auth", "rotate", "a", "--offline", "--no-up");

        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Contains("deskrun auth rotate a", failed.Error);
        Assert.Equal(ExitCodes.Success, again.Code);
        Assert.Equal(["rotate a", "rotate a"], place.Cluster.Asked);
    }

    [Fact]
    public async Task A_running_up_keeps_its_pools_and_a_variable_is_warned_of()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        await served.StateAsync("a", ServedStates.Listening);
        var token = served.Place.Folder.Write("token", Secret);

        var file = await served.Place.RunAsync("auth", "rotate", "a", "--auth-file", token, "--offline");
        var variable = await served.Place.RunAsync("auth", "rotate", "a", "--auth-env", "X", "--offline");
        await served.Place.AddAsync("b");
        await served.StateAsync("b", ServedStates.Listening);

        Assert.Contains("when it next renews its token", file.Output);
        Assert.Equal("", file.Error);
        Assert.Contains("sees the X that it was started with", variable.Error);
        Assert.False(pool.Draining);
        Assert.Equal(2, served.Pools.Started.Count);
    }

    [Fact]
    public async Task Another_kind_of_credential_needs_all_of_it()
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync("auth", "rotate", "a", "--auth-type", "github-app", "--offline");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("needs its credential, too", ended.Error);
        Assert.Contains("--app-id", ended.Error);
    }

    [Fact]
    public async Task Each_credential_is_looked_at_and_what_is_wrong_is_said()
    {
        await place.AddAsync("a");
        await place.AddAsync("b", "--no-up");
        await place.RunAsync("auth", "rotate", "b", "--auth-file", place.Folder.File("gone"), "--offline");

        var ended = await place.RunAsync("auth", "check", "-o", "json");
        var table = await place.RunAsync("auth", "check", "b");

        Assert.Equal(ExitCodes.Service, ended.Code);
        var states = JsonNode.Parse(ended.Output)!["installations"]!.AsArray();
        Assert.Equal(["missing", "missing"], states.Select(each => (string)each!["state"]!));
        Assert.Contains("TOKEN is not set", (string)states[0]!["problem"]!);
        Assert.Contains("gone can't be read", table.Output);
        place.Variables["TOKEN"] = "ghp_planted";
        var silent = await place.RunAsync("auth", "status", "a");
        Assert.Equal(ExitCodes.Service, silent.Code);
        Assert.Contains("unreachable", silent.Output);
    }
}
