using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Installations.Configuration;

namespace Deskrun.Installations.Tests.Configuration;

/// <summary>Each folder under Golden is a file of one generation; a new case is a new folder.</summary>
public sealed class GoldenConfigurationTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Folder).Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_of_any_generation_is_read(string name) =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Folder, name, "expected.txt")).TrimEnd(),
            ConfigurationText.Of(Read(name)).TrimEnd()
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Adding_an_installation_changes_nothing_else(string name)
    {
        var before = JsonNode.Parse(File.ReadAllText(PathOf(name)))!.AsObject();

        var after = JsonNode.Parse(Read(name).With(Some("fresh")).ToBytes())!.AsObject();

        Assert.NotNull(after["installations"]!["fresh"]);
        after["installations"]!.AsObject().Remove("fresh");
        before["installations"] ??= new JsonObject();
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Writing_an_installation_back_keeps_what_it_says_and_every_unknown_key(string name)
    {
        var before = Read(name);

        var after = before
            .Installations.Aggregate(before, (document, each) => document.With(each))
            .WithCluster(before.Cluster);

        var again = ConfigurationDocument.Read("again", after.ToBytes());
        Assert.Equal(ConfigurationText.Of(before), ConfigurationText.Of(again));
        var old = JsonNode.Parse(before.ToBytes())!.AsObject();
        var now = JsonNode.Parse(after.ToBytes())!.AsObject();
        AssertNothingIsLost(old, now);
    }

    [Fact]
    public void Numbers_and_letters_of_unknown_keys_keep_their_form()
    {
        var text = Encoding.UTF8.GetString(Read("mounts-and-hosts").With(Some("fresh")).ToBytes());

        Assert.Contains("2.50", text);
        Assert.Contains("1e3", text);
        Assert.Contains("ü <&> +", text);
    }

    [Fact]
    public void A_changed_list_of_caches_is_written_in_the_newest_form()
    {
        var document = Read("mount-path-caches");
        var changed = document.Find("docker-runner")! with { CachePaths = [new CachePath("/new", "/src")] };

        var written = JsonNode.Parse(document.With(changed).ToBytes())!;

        var caches = written["installations"]!["docker-runner"]!["CachePaths"]!.ToJsonString();
        Assert.Equal("""[{"Target":"/new","Source":"/src"}]""", caches);
    }

    [Fact]
    public void An_installation_that_goes_takes_only_itself()
    {
        var after = JsonNode.Parse(Read("mounts-and-hosts").Without("b").ToBytes())!;

        Assert.Null(after["installations"]!["b"]);
        Assert.NotNull(after["installations"]!["a"]!["FromTheFuture"]);
        Assert.NotNull(after["cluster_hosts"]!["box"]);
    }

    [Fact]
    public void Settings_of_a_cluster_are_written_only_when_they_are_set_and_keep_unknown_keys()
    {
        var document = Read("clusters");

        var bare = JsonNode.Parse(document.WithCluster(new ClusterSettings()).ToBytes())!;
        var first = JsonNode.Parse(Read("ours").WithCluster(new ClusterSettings { ApiPort = 1 }).ToBytes())!;

        Assert.Same(document, document.WithCluster(document.Cluster));
        Assert.Equal("""{"FromTheFuture":[1,null]}""", bare["cluster"]!.ToJsonString());
        Assert.Equal("""{"ApiPort":1}""", first["cluster"]!.ToJsonString());
        Assert.Null(JsonNode.Parse(Read("ours").WithCluster(new ClusterSettings()).ToBytes())!["cluster"]);
    }

    [Fact]
    public void What_is_not_set_any_more_leaves_the_file()
    {
        var document = Read("clusters");

        var after = document.With(
            document.Find("all")! with
            {
                Image = null,
                Cpus = null,
                Memory = null,
                Environment = new Dictionary<string, string>(),
                HostPid = false,
                HostIpc = false,
            }
        );

        var fields = JsonNode.Parse(after.ToBytes())!["installations"]!["all"]!.AsObject();
        string[] gone = ["Image", "Cpus", "Memory", "Environment", "HostPid", "HostIpc"];
        Assert.All(gone, key => Assert.False(fields.ContainsKey(key), key));
    }

    private static void AssertNothingIsLost(JsonObject old, JsonObject now)
    {
        foreach (var (key, value) in old)
        {
            Assert.True(now.ContainsKey(key), key);
            if (value is JsonObject inner)
            {
                AssertNothingIsLost(inner, Assert.IsType<JsonObject>(now[key]));
            }
            else if (value is not JsonValue text || text.ToJsonString() != "\"\"")
            {
                Assert.True(JsonNode.DeepEquals(value, now[key]), $"{key}: {value} became {now[key]}");
            }
        }
    }

    private static string PathOf(string name) => Path.Combine(Folder, name, "config.json");

    private static ConfigurationDocument Read(string name) =>
        ConfigurationDocument.Read(PathOf(name), File.ReadAllBytes(PathOf(name)));

    private static Installation Some(string name) => new() { Name = name, Repository = "https://github.com/o/r" };
}
