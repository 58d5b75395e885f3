using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>Reads context data: scalars stand for themselves, arrays are <c>t=1</c>, dictionaries <c>t=2</c>.</summary>
internal static class ContextDataReader
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="InvalidDataException">The value has an unknown type.</exception>
    public static ExpressionValue Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => ExpressionValue.Of(json.GetString()),
            JsonValueKind.True => ExpressionValue.True,
            JsonValueKind.False => ExpressionValue.False,
            JsonValueKind.Number => ExpressionValue.Of(json.GetDouble()),
            JsonValueKind.Object => ReadObject(json),
            JsonValueKind.Null or JsonValueKind.Undefined => ExpressionValue.Null,
            _ => throw new InvalidDataException($"Context data cannot be a JSON {json.ValueKind}."),
        };

    private static ExpressionValue ReadObject(JsonElement json) =>
        (json.Number("t") ?? 0) switch
        {
            0 => ExpressionValue.Of(json.Text("s")),
            1 => ExpressionValue.Of([.. json.List("a").Select(Read)]),
            2 or 5 => ExpressionValue.Of(
                json.List("d")
                    .Select(pair =>
                        KeyValuePair.Create(
                            pair.Text("k") ?? "",
                            pair.Find("v") is { } value ? Read(value) : ExpressionValue.Null
                        )
                    )
            ),
            3 => ExpressionValue.Of(json.Flag("b")),
            4 => ExpressionValue.Of(json.Find("n")?.GetDouble() ?? 0),
            var type => throw new InvalidDataException($"Context data has the unknown type {type}."),
        };
}
