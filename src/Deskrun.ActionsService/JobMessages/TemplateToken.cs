using System.Text.Json;
using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.JobMessages;

/// <summary>
/// Writes what the runner computes: literals plain, mappings <c>{"type":2,"map":[…]}</c>, expressions
/// <c>{"type":3,"expr":…}</c> (runner protocol reference, section 3).
/// </summary>
internal static class TemplateToken
{
    public static void Write(Utf8JsonWriter writer, Template template)
    {
        if (template.IsLiteral)
        {
            writer.WriteStringValue(template.Text);
        }
        else
        {
            WriteExpression(writer, template.ToExpression());
        }
    }

    public static void Write(Utf8JsonWriter writer, ValueTemplate value)
    {
        switch (value)
        {
            case LiteralTemplate literal:
                ExpressionJson.Write(writer, literal.Value);
                break;
            case TextTemplate text:
                Write(writer, text.Template);
                break;
            default:
                throw new ArgumentException($"a step cannot have the value {value} here", nameof(value));
        }
    }

    public static void Write(Utf8JsonWriter writer, TemplateMap map)
    {
        if (map.Expression is { } expression)
        {
            WriteExpression(writer, expression.ToExpression());
        }
        else
        {
            WriteMap(writer, map.Entries.Select(e => (e.Name, (Action)(() => Write(writer, e.Value)))));
        }
    }

    public static void WriteMap(Utf8JsonWriter writer, IEnumerable<(string Name, Action WriteValue)> entries)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", 2);
        writer.WriteStartArray("map");
        foreach (var (name, writeValue) in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("key", name);
            writer.WritePropertyName("value");
            writeValue();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteExpression(Utf8JsonWriter writer, string expression)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", 3);
        writer.WriteString("expr", expression);
        writer.WriteEndObject();
    }
}
