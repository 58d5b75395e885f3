using System.Text.Json.Nodes;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.Clusters;

/// <summary>The golden folders of the planning of clusters.</summary>
internal static class GoldenFolders
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Deskrun.Backends.Tests", "Cluster");

    public static IReadOnlyList<JsonObject> Configurations { get; } = Read("config.json");

    public static IReadOnlyList<JsonObject> Facts { get; } = Read("facts.json");

    /// <summary>The RGDs that they use.</summary>
    public static string Templates { get; } = Path.Combine(Folder, "Templates");

    private static IReadOnlyList<JsonObject> Read(string file) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Folder, "Cases"), file, SearchOption.AllDirectories)
                .Select(path => JsonNode.Parse(File.ReadAllText(path))!.AsObject()),
        ];
}
