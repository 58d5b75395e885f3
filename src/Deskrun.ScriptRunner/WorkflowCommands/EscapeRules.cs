namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>How commands escape characters that would end a part of them. The per cent sign comes last, so that <c>%250A</c> stays <c>%0A</c>.</summary>
internal static class EscapeRules
{
    /// <summary>Unescapes what stands behind <c>::</c>.</summary>
    public static string Data(string text) => Replace(text, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%"));

    /// <summary>Unescapes a property.</summary>
    public static string Property(string text) =>
        Replace(text, ("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"));

    /// <summary>Unescapes any part of the older form.</summary>
    public static string Old(string text) =>
        Replace(text, ("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%"));

    private static string Replace(string text, params ReadOnlySpan<(string From, string To)> rules)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var (from, to) in rules)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
