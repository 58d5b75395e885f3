using System.Runtime.CompilerServices;

namespace Deskrun.Workflows.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static bool UpdatesGoldenFiles => Environment.GetEnvironmentVariable("DESKRUN_UPDATE_GOLDEN") == "1";

    public static string File(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "../../.."));
}
