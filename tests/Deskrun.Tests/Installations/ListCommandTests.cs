using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Deskrun.Tests.Installations;

public sealed class ListCommandTests : IDisposable
{
    private const string Original = """
        {
          "cluster_name": "deskrun",
          "installations": {
            "nix": {
              "Name": "nix", "Repository": "https://github.com/octo/demo", "ContainerMode": "cached-privileged-kubernetes",
              "MinRunners": 1, "MaxRunners": 1, "Instances": 3,
              "CachePaths": [{ "MountPath": "/var/lib/docker", "HostPath": "/host-cache/deskrun/docker" }, "/root/.cache"],
              "AuthType": "pat", "AuthValue": "ghp_plantedsecret"
            },
            "no": {
              "Name": "no", "Repository": "https://github.com/octo", "ContainerMode": "dind", "MinRunners": 0, "MaxRunners": 4,
              "Instances": 1, "AuthType": "pat", "AuthValue": "ghp_plantedsecret"
            }
          }
        }
        """;

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_file_of_the_original_tool_is_listed_without_its_secrets_and_left_alone()
    {
        place.Folder.Write("home/config.json", Original);

        var ended = await place.RunAsync("list");

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Equal(
            """
            NAME  REPOSITORY                    BACKEND  MODE                          RUNNERS  AUTH
            nix   https://github.com/octo/demo  kind     cached-privileged-kubernetes  3 x 1    pat (in config.json)
            no    https://github.com/octo       kind     dind                          0-4      pat (in config.json)

            """,
            ended.Output
        );
        Assert.Equal(Original, place.Config);
    }

    [Fact]
    public async Task A_line_for_each_scale_set_is_given_on_request()
    {
        place.Folder.Write("home/config.json", Original);

        var ended = await place.RunAsync("list", "--instances");

        Assert.Equal(
            ["nix-1", "nix-2", "nix-3", "no"],
            ended.Output.Split('\n')[1..5].Select(line => line.Split(' ')[0])
        );
    }

    [Fact]
    public async Task Json_has_everything_but_secrets()
    {
        place.Folder.Write("home/config.json", Original);

        var ended = await place.RunAsync("list", "-o", "json");

        var nix = JsonNode.Parse(ended.Output)!["installations"]![0]!;
        Assert.Equal(["nix-1", "nix-2", "nix-3"], nix["scaleSets"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(place.Folder.File("user", ".cache/deskrun/docker"), (string)nix["caches"]![0]!["host"]!);
        Assert.Null(nix["caches"]![1]!["host"]);
        Assert.Equal("in config.json", (string)nix["credential"]!);
        Assert.DoesNotContain("plantedsecret", ended.Output);
    }

    [Fact]
    public async Task What_a_Pod_is_made_of_is_shown_when_it_is_set()
    {
        await place.RunAsync(
            Workplace.AddThere("a", "--no-up", "--env", "A=1", "--cpus", "2", "--work-volume", "none")
        );
        await place.RunAsync(Workplace.AddThere("b", "--no-up"));

        var list = JsonNode.Parse((await place.RunAsync("list", "-o", "json")).Output)!["installations"]!;

        Assert.Equal("1", (string)list[0]!["environment"]!["A"]!);
        Assert.Equal(("2", "none"), ((string)list[0]!["cpus"]!, (string)list[0]!["workVolume"]!));
        string[] absent = ["environment", "cpus", "memory", "image", "template", "workVolume", "hostPid", "hostIpc"];
        Assert.All(absent, key => Assert.False(list[1]!.AsObject().ContainsKey(key), key));
    }

    [Fact]
    public async Task Yaml_says_the_same_as_json_and_keeps_texts_texts()
    {
        place.Folder.Write("home/config.json", Original);

        var ended = await place.RunAsync("list", "-o", "yaml");

        var yaml = new YamlStream();
        yaml.Load(new StringReader(ended.Output));
        var no = yaml.Documents[0].RootNode["installations"][1];
        Assert.Equal("no", ((YamlScalarNode)no["name"]).Value);
        Assert.Contains("name: \"no\"", ended.Output);
        Assert.Contains("maxRunners: 4", ended.Output);
        Assert.DoesNotContain("plantedsecret", ended.Output);
    }

    [Fact]
    public async Task Without_installations_it_says_how_to_add_one_and_prints_valid_data()
    {
        var table = await place.RunAsync("list");
        var json = await place.RunAsync("list", "-o", "json");

        Assert.Equal((ExitCodes.Success, ""), (table.Code, table.Output));
        Assert.Contains("deskrun add NAME", table.Error);
        Assert.Empty(JsonNode.Parse(json.Output)!["installations"]!.AsArray());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("status")]
    [InlineData("remove", "a")]
    [InlineData("up")]
    [InlineData("up", "--backend", "local")]
    [InlineData("add", "a", "-r", "http://localhost/o/r", "-m", "process", "--auth-env", "T", "--offline")]
    public async Task A_broken_file_stops_every_command_with_its_line_and_stays_as_it_is(params string[] words)
    {
        const string Broken = "{\n \"installations\": {\n  \"a\": { \"AuthValue\": \"ghp_plantedsecret\"";
        var path = place.Folder.Write("home/config.json", Broken);

        var ended = await place.RunAsync(words);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains($"{path}:3:", ended.Error);
        Assert.Contains($"mv {path} {path}.broken", ended.Error);
        Assert.DoesNotContain("plantedsecret", ended.Error);
        Assert.Equal(Broken, place.Config);
    }
}
