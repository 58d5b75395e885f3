using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Templates;

/// <summary>Reads template tokens: scalars stand for themselves, all else is an object with a numbered type.</summary>
internal static class TemplateTokenReader
{
    /// <summary>Reads a token; null and missing give null.</summary>
    /// <exception cref="InvalidDataException">The token has an unknown type.</exception>
    public static TemplateToken? Read(JsonElement? json)
    {
        if (json is not { } token)
        {
            return null;
        }

        return token.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => new TemplateToken.Literal(ExpressionValue.Of(token.GetString())),
            JsonValueKind.True => new TemplateToken.Literal(ExpressionValue.True),
            JsonValueKind.False => new TemplateToken.Literal(ExpressionValue.False),
            JsonValueKind.Number => new TemplateToken.Literal(ExpressionValue.Of(token.GetDouble())),
            JsonValueKind.Object => ReadObject(token),
            _ => throw new InvalidDataException($"A template token cannot be a JSON {token.ValueKind}."),
        };
    }

    private static TemplateToken? ReadObject(JsonElement token) =>
        token.Number("type") switch
        {
            0 => new TemplateToken.Literal(ExpressionValue.Of(token.Text("lit") ?? "")),
            1 => new TemplateToken.Sequence([.. token.List("seq").Select(item => Read(item) ?? Null)]),
            2 => new TemplateToken.Mapping([
                .. token
                    .List("map")
                    .Select(pair =>
                        KeyValuePair.Create(Read(pair.Find("key")) ?? Null, Read(pair.Find("value")) ?? Null)
                    ),
            ]),
            3 => new TemplateToken.Expr(token.Text("expr") ?? ""),
            4 => new TemplateToken.Insert(),
            5 => new TemplateToken.Literal(ExpressionValue.Of(token.Flag("bool"))),
            6 => new TemplateToken.Literal(ExpressionValue.Of(token.Find("num")?.GetDouble() ?? 0)),
            7 => null,
            var type => throw new InvalidDataException($"A template token has the unknown type {type}."),
        };

    private static TemplateToken Null => new TemplateToken.Literal(ExpressionValue.Null);
}
