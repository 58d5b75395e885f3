namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>Words the errors of the expression language.</summary>
internal static class Problems
{
    private const int ShownText = 80;

    public static ExpressionException At(string text, int position, string message) =>
        new($"{message}, at character {position + 1} of: {Shorten(text)}", position);

    public static ExpressionException Arithmetic(string text, int position, char sign) =>
        At(
            text,
            position,
            $"GitHub's expression language has no arithmetic, so '{sign}' means nothing here: compute the number in a "
                + "run step of an earlier job and hand it on as a job output (docs/workflows.md, Routing by a number)"
        );

    private static string Shorten(string text)
    {
        var line = text.Trim().ReplaceLineEndings(" ");
        return line.Length <= ShownText ? line : line[..ShownText] + "…";
    }
}
