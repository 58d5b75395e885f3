namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>All functions that GitHub documents.</summary>
internal static class FunctionTable
{
    public static IReadOnlyDictionary<string, FunctionInfo> All { get; } =
        new FunctionInfo[]
        {
            new("contains", 2, 2, TextFunctions.Contains),
            new("startsWith", 2, 2, TextFunctions.StartsWith),
            new("endsWith", 2, 2, TextFunctions.EndsWith),
            new("format", 1, byte.MaxValue, FormatFunction.Evaluate),
            new("join", 1, 2, TextFunctions.Join),
            new("toJSON", 1, 1, JsonFunctions.ToJson),
            new("fromJSON", 1, 1, JsonFunctions.FromJson),
            new("hashFiles", 1, byte.MaxValue, ScopeFunctions.HashFiles),
            new("case", 3, byte.MaxValue, ScopeFunctions.Case),
            new("success", 0, 0, ScopeFunctions.Status),
            new("always", 0, 0, ScopeFunctions.Status),
            new("cancelled", 0, 0, ScopeFunctions.Status),
            new("failure", 0, 0, ScopeFunctions.Status),
        }.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
}
