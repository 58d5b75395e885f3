using System.Text.Json.Nodes;
using Deskrun.Installations.Configuration;

namespace Deskrun.Backends.Tests.Cluster;

public sealed class ClusterDesignTests
{
    public static TheoryData<string> Cases => [.. ClusterCase.Names()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_gives_what_its_folder_expects(string name) => new ClusterCase(name).Check();

    [Fact]
    public void There_are_cases_for_everything_that_can_be_said() => Assert.True(ClusterCase.Names().Count() >= 30);

    /// <summary>A folder that merely mentions a setting proves nothing about it.</summary>
    [Fact]
    public void Each_setting_of_the_folders_decides_what_one_of_them_expects()
    {
        // The name of a key, the credential, and which cluster: a folder has its facts instead.
        string[] apart = ["Name", "AuthType", "AuthValue", "Backend", "Context"];
        var idle = ClusterCase
            .Names()
            .Select(name => new ClusterCase(name))
            .SelectMany(each => Settings(each.Configuration).Select(setting => (Case: each, setting.Part, setting.Key)))
            .Where(each => !apart.Contains(each.Key))
            .GroupBy(each => $"{each.Part}.{each.Key}", each => each)
            .Where(all => !all.Any(each => Decides(each.Case, each.Key)))
            .Select(all => all.Key);

        Assert.Empty(idle);
    }

    private static bool Decides(ClusterCase one, string key)
    {
        var without = one.Configuration;
        foreach (var part in Parts(without))
        {
            part.Node.Remove(key);
        }

        try
        {
            return one.Text(without) != one.Text(one.Configuration);
        }
        catch (ConfigurationException)
        {
            // The configuration can't do without it.
            return true;
        }
    }

    private static IEnumerable<(string Part, string Key)> Settings(JsonObject configuration) =>
        Parts(configuration).SelectMany(part => part.Node.Select(each => (part.Name, each.Key))).Distinct();

    private static IEnumerable<(string Name, JsonObject Node)> Parts(JsonObject configuration)
    {
        foreach (var (_, installation) in configuration["installations"] as JsonObject ?? [])
        {
            yield return ("installation", installation!.AsObject());
        }

        if (configuration["cluster"] is JsonObject cluster)
        {
            yield return ("cluster", cluster);
        }
    }
}
