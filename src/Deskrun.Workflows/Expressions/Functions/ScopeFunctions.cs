namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>Functions that ask the scope or choose what is evaluated.</summary>
internal static class ScopeFunctions
{
    public static ExpressionValue Status(FunctionCall call) =>
        call.Run.Scope.CheckStatus(call.Name) is { } answer
            ? ExpressionValue.Of(answer)
            : throw call.Fail("a status function works in an 'if' only");

    public static ExpressionValue HashFiles(FunctionCall call)
    {
        var patterns = new List<string>();
        for (var i = 0; i < call.Count; i++)
        {
            patterns.Add(call[i].ToString());
        }

        return ExpressionValue.Of(
            call.Run.Scope.HashFiles(patterns)
                ?? throw call.Fail("there are no files here; it works in the steps of a job only")
        );
    }

    public static ExpressionValue Case(FunctionCall call)
    {
        for (var i = 0; i < call.Count - 1; i += 2)
        {
            var condition = call[i];
            if (condition.Kind != ExpressionKind.Boolean)
            {
                throw call.Fail(
                    $"condition {(i / 2) + 1} gave {Describe(condition)} instead of true or false: compare it with =="
                );
            }

            if (condition.AsBoolean)
            {
                return call[i + 1];
            }
        }

        return call[call.Count - 1];
    }

    private static string Describe(ExpressionValue value) =>
        value.Kind is ExpressionKind.Null ? "null"
        : value.Kind is ExpressionKind.Array or ExpressionKind.Object ? $"an {value.Kind.ToString().ToLowerInvariant()}"
        : $"a {value.Kind.ToString().ToLowerInvariant()}";
}
