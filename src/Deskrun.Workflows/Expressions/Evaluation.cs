namespace Deskrun.Workflows.Expressions;

/// <summary>One evaluation: what can be seen, and how much memory its results may still take.</summary>
internal sealed class Evaluation(IExpressionScope scope)
{
    /// <summary>The most that the intermediate results of one evaluation may take, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    // Two bytes a character, and what a string object takes besides.
    private const int StringOverhead = 26;

    private long used;

    public IExpressionScope Scope { get; } = scope;

    /// <summary>Counts a text that was made.</summary>
    public string Charge(string text)
    {
        Charge(StringOverhead + (2L * text.Length));
        return text;
    }

    /// <summary>Counts bytes.</summary>
    public void Charge(long bytes)
    {
        used += bytes;
        if (used > MaxBytes)
        {
            throw new ExpressionException(
                $"the results of this expression take more than {MaxBytes / (1024 * 1024)} MiB: make it give less, "
                    + "or hand large data on in a file"
            );
        }
    }
}
