using System.Text.Json;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.JobMessages;

/// <summary>
/// Writes values as context data: scalars plain, lists <c>{"t":1,"a":[…]}</c>, dictionaries
/// <c>{"t":2,"d":[{"k","v"}]}</c> (runner protocol reference, section 3).
/// </summary>
internal static class ContextData
{
    public static void Write(Utf8JsonWriter writer, ExpressionValue value)
    {
        switch (value.Kind)
        {
            case ExpressionKind.Array:
                writer.WriteStartObject();
                writer.WriteNumber("t", 1);
                writer.WriteStartArray("a");
                foreach (var item in value.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case ExpressionKind.Object:
                writer.WriteStartObject();
                writer.WriteNumber("t", 2);
                writer.WriteStartArray("d");
                foreach (var (name, property) in value.Properties)
                {
                    writer.WriteStartObject();
                    writer.WriteString("k", name);
                    writer.WritePropertyName("v");
                    Write(writer, property);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            default:
                ExpressionJson.Write(writer, value);
                break;
        }
    }
}
