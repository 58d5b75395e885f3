using System.Text;

namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>
/// Functions on texts and lists. They ignore case, and evaluate the second argument only where the first one makes it
/// count, as GitHub's do.
/// </summary>
internal static class TextFunctions
{
    public static ExpressionValue Contains(FunctionCall call)
    {
        var where = call[0];
        if (Coercion.IsPrimitive(where))
        {
            return Compare(where, call[1], (text, part) => text.Contains(part, StringComparison.OrdinalIgnoreCase));
        }

        if (where.Items.Count == 0)
        {
            return ExpressionValue.False;
        }

        var what = call[1];
        return ExpressionValue.Of(where.Items.Any(item => Coercion.AreEqual(what, item)));
    }

    public static ExpressionValue StartsWith(FunctionCall call) =>
        call[0] is var text && Coercion.IsPrimitive(text)
            ? Compare(text, call[1], (whole, start) => whole.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            : ExpressionValue.False;

    public static ExpressionValue EndsWith(FunctionCall call) =>
        call[0] is var text && Coercion.IsPrimitive(text)
            ? Compare(text, call[1], (whole, end) => whole.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            : ExpressionValue.False;

    public static ExpressionValue Join(FunctionCall call)
    {
        var list = call[0];
        if (Coercion.IsPrimitive(list))
        {
            return ExpressionValue.Of(list.ToString());
        }

        var separator = ",";
        if (call.Count > 1 && list.Items.Count > 1 && call[1] is var given && Coercion.IsPrimitive(given))
        {
            separator = given.ToString();
        }

        var text = new StringBuilder();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
            {
                text.Append(call.Run.Charge(separator));
            }

            text.Append(call.Run.Charge(list.Items[i].ToString()));
        }

        return ExpressionValue.Of(text.ToString());
    }

    private static ExpressionValue Compare(
        ExpressionValue text,
        ExpressionValue part,
        Func<string, string, bool> holds
    ) => ExpressionValue.Of(Coercion.IsPrimitive(part) && holds(text.ToString(), part.ToString()));
}
