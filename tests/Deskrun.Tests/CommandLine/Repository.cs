namespace Deskrun.Tests.CommandLine;

/// <summary>Where this checkout and the program built from it are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>DESKRUN_BINARY (the published program) when set, else the one built beside the tests.</summary>
    public static string BuiltProgram { get; } =
        Environment.GetEnvironmentVariable("DESKRUN_BINARY") is { Length: > 0 } binary
            ? binary
            : Path.Combine(AppContext.BaseDirectory, "deskrun");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "deskrun.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside of the checkout");
        }

        return folder;
    }
}
