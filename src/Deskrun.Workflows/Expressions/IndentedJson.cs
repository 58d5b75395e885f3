using System.Text;

namespace Deskrun.Workflows.Expressions;

/// <summary>
/// Writes JSON exactly as GitHub's <c>toJSON</c>: two spaces, <c>\n</c>, and only the escapes that JSON demands (and the
/// line separators). Scripts compare and hash this text, so the escapes of System.Text.Json will not do.
/// </summary>
internal sealed class IndentedJson(Evaluation run)
{
    private readonly StringBuilder text = new();

    public string Write(ExpressionValue value)
    {
        Append(value, 0);
        return text.ToString();
    }

    private void Append(ExpressionValue value, int level)
    {
        switch (value.Kind)
        {
            case ExpressionKind.Null:
                Add("null");
                break;
            case ExpressionKind.String:
                Add(Quote(value.AsString));
                break;
            case ExpressionKind.Array:
                AppendAll('[', ']', value.Items, level, item => Append(item, level + 1));
                break;
            case ExpressionKind.Object:
                AppendAll(
                    '{',
                    '}',
                    value.Properties,
                    level,
                    property =>
                    {
                        Add(Quote(property.Key));
                        Add(": ");
                        Append(property.Value, level + 1);
                    }
                );
                break;
            default:
                Add(value.ToString());
                break;
        }
    }

    private void AppendAll<T>(char open, char close, IReadOnlyCollection<T> items, int level, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            text.Append('\n').Append(' ', (level + 1) * 2);
            append(item);
        }

        if (!first)
        {
            text.Append('\n').Append(' ', level * 2);
        }

        text.Append(close);
        run.Charge(2L * (level + 1) * items.Count);
    }

    private void Add(string part) => text.Append(run.Charge(part));

    private static string Quote(string value)
    {
        var quoted = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\u0085' or '\u2028' or '\u2029' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
