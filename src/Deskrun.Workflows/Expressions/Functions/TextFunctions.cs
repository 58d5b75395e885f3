using System.Text;

namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>Functions on texts and lists; all of them ignore case.</summary>
internal static class TextFunctions
{
    public static ExpressionValue Contains(FunctionCall call)
    {
        var (where, what) = (call[0], call[1]);
        return ExpressionValue.Of(
            Coercion.IsPrimitive(where)
                ? Both(where, what) && where.ToString().Contains(what.ToString(), StringComparison.OrdinalIgnoreCase)
                : where.Items.Any(item => Coercion.AreEqual(what, item))
        );
    }

    public static ExpressionValue StartsWith(FunctionCall call)
    {
        var (text, start) = (call[0], call[1]);
        return ExpressionValue.Of(
            Both(text, start) && text.ToString().StartsWith(start.ToString(), StringComparison.OrdinalIgnoreCase)
        );
    }

    public static ExpressionValue EndsWith(FunctionCall call)
    {
        var (text, end) = (call[0], call[1]);
        return ExpressionValue.Of(
            Both(text, end) && text.ToString().EndsWith(end.ToString(), StringComparison.OrdinalIgnoreCase)
        );
    }

    public static ExpressionValue Join(FunctionCall call)
    {
        var list = call[0];
        if (Coercion.IsPrimitive(list))
        {
            return ExpressionValue.Of(list.ToString());
        }

        var separator = ",";
        if (call.Count > 1 && call[1] is var given && Coercion.IsPrimitive(given))
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

    private static bool Both(ExpressionValue x, ExpressionValue y) =>
        Coercion.IsPrimitive(x) && Coercion.IsPrimitive(y);
}
