namespace Kar.Tests.Playing;

/// <summary>
/// The kar that the tests start: KAR_BINARY, else a published one that is newer than the last build, else the built one.
/// </summary>
internal static class KarBinary
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("KAR_BINARY") is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new FileNotFoundException($"KAR_BINARY={given} does not exist");
        }

        var built = System.IO.Path.Combine(AppContext.BaseDirectory, "kar");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var published = System.IO.Path.Combine(folder.FullName, "publish", "Kar", "release", "kar");
            if (folder.Name == "artifacts" && File.Exists(published))
            {
                return File.GetLastWriteTimeUtc(published) > File.GetLastWriteTimeUtc(built + ".dll")
                    ? published
                    : built;
            }
        }

        return built;
    }
}
