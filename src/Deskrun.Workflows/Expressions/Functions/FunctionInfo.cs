namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>A function of the language: how it is written, how many arguments it takes, what it does.</summary>
internal sealed record FunctionInfo(string Name, int Least, int Most, Func<FunctionCall, ExpressionValue> Evaluate)
{
    /// <summary>Why it does not take this many arguments, or null when it does.</summary>
    public string? Reject(int count)
    {
        if (Name == "case" && count >= Least && count % 2 == 0)
        {
            return "case takes pairs of a condition and a value, then a default: the default is missing";
        }

        if (count >= Least && count <= Most)
        {
            return null;
        }

        var wanted =
            Least == Most ? $"{Least}"
            : Most == byte.MaxValue ? $"at least {Least}"
            : $"{Least} to {Most}";
        return $"{Name} takes {wanted} argument{(wanted == "1" ? "" : "s")}, not {count}";
    }
}
