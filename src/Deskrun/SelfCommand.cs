namespace Deskrun;

/// <summary>How this program is started again: a published binary by its path, a build output through its host.</summary>
internal static class SelfCommand
{
    public static IReadOnlyList<string> Find()
    {
        var process = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no path");
        var host = Path.GetFileNameWithoutExtension(process);
        return host == "dotnet" ? [process, Path.Combine(AppContext.BaseDirectory, "deskrun.dll")] : [process];
    }
}
