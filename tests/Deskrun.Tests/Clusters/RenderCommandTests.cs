using System.Text.Json.Nodes;
using Deskrun.Tests.Installations;

namespace Deskrun.Tests.Clusters;

public sealed class RenderCommandTests : IDisposable
{
    private const string Token = "ghp_never_to_be_printed";
    private readonly Workplace workplace = new();

    public void Dispose() => workplace.Dispose();

    [Fact]
    public async Task It_prints_what_up_would_put_there_and_never_the_credential()
    {
        Configure(
            $$"""
            "web": { "Repository": "https://github.com/o/r", "Backend": "kind", "AuthType": "pat", "AuthValue": "{{Token}}" },
            "api": { "Repository": "https://github.com/o/r", "Backend": "kubernetes", "Context": "prod", "ContainerMode": "dind" }
            """
        );

        var ended = await workplace.RunAsync("render");

        Assert.Equal(0, ended.Code);
        Assert.Contains("release: deskrun-arc\n", ended.Output);
        Assert.Contains("release: web\n", ended.Output);
        Assert.Contains("release: api\n", ended.Output);
        Assert.Contains("githubConfigSecret: deskrun-web-github\n", ended.Output);
        Assert.DoesNotContain(Token, workplace.Printed);
    }

    [Fact]
    public async Task Parts_can_be_had_alone_and_as_JSON()
    {
        Configure(
            """
            "web": { "Repository": "https://github.com/o/r", "Backend": "kind", "Environment": { "LANG": "C" } }
            """
        );

        var values = await workplace.RunAsync("render", "web", "--values");
        var manifests = await workplace.RunAsync("render", "web", "--manifests", "-o", "json");
        var plan = await workplace.RunAsync("render", "web", "--plan", "--images", "-o", "json");

        Assert.StartsWith("githubConfigUrl: https://github.com/o/r\n", values.Output);
        Assert.Equal("deskrun-hooks-web", (string?)JsonNode.Parse(manifests.Output)![0]!["metadata"]!["name"]);
        Assert.Equal("create", (string?)JsonNode.Parse(plan.Output)![0]!["plan"]![0]!["step"]);
        Assert.Contains("actions-runner:", (string?)JsonNode.Parse(plan.Output)![1]!["images"]![0]);
    }

    [Fact]
    public async Task An_installation_of_this_machine_is_shown_as_if_it_were_on_a_cluster_only_when_asked()
    {
        Configure(
            """
            "here": { "Repository": "https://github.com/o/r", "Backend": "local", "ContainerMode": "process" }
            """
        );

        var refused = await workplace.RunAsync("render");
        var shown = await workplace.RunAsync("render", "--backend", "kind");

        Assert.Equal(2, refused.Code);
        Assert.Contains("render --backend kind", refused.Error);
        Assert.Equal(2, shown.Code);
        Assert.Contains("here: --mode process runs on this machine only", shown.Error);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told()
    {
        Configure(
            """
            "web": { "Repository": "https://github.com/o/r", "Backend": "kind" }
            """
        );

        var ended = await workplace.RunAsync("render", "wep");

        Assert.Equal(2, ended.Code);
        Assert.Contains("wep", ended.Error);
    }

    private void Configure(string installations)
    {
        Directory.CreateDirectory(workplace.Home.Path);
        File.WriteAllText(workplace.Home.ConfigFile, $$"""{ "installations": { {{installations}} } }""");
    }
}
