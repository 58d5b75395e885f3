using System.Text.Json.Nodes;
using Deskrun.Commands;
using Deskrun.Tests.CommandLine;
using Deskrun.Tests.Installations;

namespace Deskrun.Tests.Clusters;

/// <summary>
/// Every option that can say something about what a cluster gets has a golden folder. A new option fails here until it has
/// an example in <see cref="Examples"/> and a folder in <c>Cases</c>, or a reason not to have one.
/// </summary>
public sealed class GoldenCoverageTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly Examples examples;

    public GoldenCoverageTests() => examples = new Examples(place.Folder);

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_option_has_an_example_or_a_reason_to_have_none()
    {
        var known = examples.OfAdd.Keys.Concat(examples.OfCreate.Keys).Concat(Examples.OfFacts.Keys);
        var cli = new Cli();
        var options = CommandTree
            .Create(cli.Context)
            .Subcommands.SelectMany(each => each.Name == "cluster" ? each.Subcommands : [each])
            .Where(each => each.Name is "add" or "create" or "up")
            .SelectMany(each => each.Options)
            .Select(each => each.Name)
            .Distinct()
            .ToList();

        Assert.True(options.Count > 50, "the commands were not found");
        Assert.Empty(options.Except(known).Except(Examples.WithoutPlan.Keys));
        Assert.Empty(known.Concat(Examples.WithoutPlan.Keys).Except(options));
    }

    [Fact]
    public async Task What_an_option_of_add_stores_is_in_a_golden_folder()
    {
        // What mode kro can't do without.
        await place.RunAsync("cluster", "configure", "--kar-image", "example.com/kar:1");
        foreach (var (option, words) in examples.OfAdd)
        {
            var key = $"{option.TrimStart('-')}-x";
            var ended = await place.RunAsync([
                "add",
                key,
                "--repository",
                "https://github.com/owner/repo",
                "--backend",
                "kubernetes",
                "--context",
                "prod",
                "--auth-env",
                "TOKEN",
                "--offline",
                "--no-up",
                .. words,
            ]);
            Assert.True(ended.Code == ExitCodes.Success, $"{option}: {ended.Error}");
            var stored = JsonNode.Parse(place.Config)!["installations"]![key]!.AsObject();
            var field = Examples.Field(option);
            Assert.True(stored.ContainsKey(field), $"{option} is not stored as {field}: {stored}");
            Assert.True(
                GoldenFolders.Configurations.Any(each => Installations(each).Any(one => one.ContainsKey(field))),
                $"no golden folder has an installation with {field} ({option})"
            );
        }
    }

    [Fact]
    public async Task What_an_option_of_cluster_create_stores_is_in_a_golden_folder()
    {
        foreach (var (option, words) in examples.OfCreate)
        {
            var ended = await place.RunAsync(["cluster", "configure", .. words]);
            Assert.True(ended.Code == ExitCodes.Success, $"{option}: {ended.Error}");
            var field = Examples.Field(option);
            var stored = JsonNode.Parse(place.Config)!["cluster"]!.AsObject();
            Assert.True(stored.ContainsKey(field), $"{option} is not stored as {field}: {stored}");
            Assert.True(
                GoldenFolders.Configurations.Any(each => each["cluster"] is JsonObject one && one.ContainsKey(field)),
                $"no golden folder has a cluster with {field} ({option})"
            );
        }
    }

    [Fact]
    public void What_becomes_a_fact_is_in_a_golden_folder()
    {
        foreach (var (option, fact) in Examples.OfFacts)
        {
            Assert.True(
                GoldenFolders.Facts.Any(each => each.ContainsKey(fact)),
                $"no golden folder has the fact {fact} ({option})"
            );
        }
    }

    [Theory]
    [InlineData("ContainerMode", "kubernetes", "cached-privileged-kubernetes", "privileged", "dind", "kro", "process")]
    [InlineData("Backend", "kind", "kubernetes")]
    public void Each_value_that_makes_a_difference_is_in_a_golden_folder(string field, params string[] values) =>
        Assert.Empty(
            values.Except(
                GoldenFolders
                    .Configurations.SelectMany(Installations)
                    .Select(each => (string?)each[field])
                    .OfType<string>()
            )
        );

    private static IEnumerable<JsonObject> Installations(JsonObject configuration) =>
        (configuration["installations"] as JsonObject ?? []).Select(each => each.Value).OfType<JsonObject>();
}
