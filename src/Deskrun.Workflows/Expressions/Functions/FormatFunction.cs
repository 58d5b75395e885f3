using System.Globalization;
using System.Text;

namespace Deskrun.Workflows.Expressions.Functions;

/// <summary><c>format('{0} {{literal}}', x)</c>.</summary>
internal static class FormatFunction
{
    public static ExpressionValue Evaluate(FunctionCall call)
    {
        var format = call[0].ToString();
        var values = new string?[call.Count - 1];
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = format.IndexOf('}', i);
                var index = ReadIndex(call, format, i + 1, end);
                text.Append(values[index] ??= call.Run.Charge(call[index + 1].ToString()));
                call.Run.Charge(2L * values[index]!.Length);
                i = end;
            }
            else if (c == '}')
            {
                throw call.Fail($"a }} at character {i + 1} has no {{ before it (a brace itself is written }}}})");
            }
            else
            {
                text.Append(c);
            }
        }

        return ExpressionValue.Of(call.Run.Charge(text.ToString()));
    }

    private static int ReadIndex(FunctionCall call, string format, int start, int end)
    {
        if (
            end < 0
            || !byte.TryParse(
                format.AsSpan(start, end - start),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var i
            )
        )
        {
            throw call.Fail($"{{ at character {start} starts no {{number}} (a brace itself is written {{{{)");
        }

        return i < call.Count - 1
            ? i
            : throw call.Fail($"{{{i}}} stands for argument {i + 1} after the text, but there are {call.Count - 1}");
    }
}
