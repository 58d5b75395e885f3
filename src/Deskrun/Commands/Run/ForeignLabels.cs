namespace Deskrun.Commands.Run;

/// <summary>Labels that promise another system than this one.</summary>
internal static class ForeignLabels
{
    /// <summary>The labels among these that this machine cannot honestly serve.</summary>
    public static IReadOnlyList<string> Among(IEnumerable<string> labels) => [.. labels.Where(IsForeign)];

    private static bool IsForeign(string label) =>
        SystemOf(label) is { } system
        && system
            != (
                OperatingSystem.IsMacOS() ? "macos"
                : OperatingSystem.IsWindows() ? "windows"
                : "linux"
            );

    // "self-hosted" jobs name the system alone; hosted images put a version behind a dash.
    private static string? SystemOf(string label)
    {
        var word = label.ToLowerInvariant();
        return word is "windows" || word.StartsWith("windows-", StringComparison.Ordinal) ? "windows"
            : word is "macos" || word.StartsWith("macos-", StringComparison.Ordinal) ? "macos"
            : word is "linux" || word.StartsWith("ubuntu-", StringComparison.Ordinal) ? "linux"
            : null;
    }
}
