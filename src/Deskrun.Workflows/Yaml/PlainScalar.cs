using System.Text.RegularExpressions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Yaml;

/// <summary>What an unquoted word of YAML means to GitHub.</summary>
internal static partial class PlainScalar
{
    public static ExpressionValue Resolve(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ExpressionValue.Null,
            "true" or "True" or "TRUE" => ExpressionValue.True,
            "false" or "False" or "FALSE" => ExpressionValue.False,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => ExpressionValue.Of(double.PositiveInfinity),
            "-.inf" or "-.Inf" or "-.INF" => ExpressionValue.Of(double.NegativeInfinity),
            ".nan" or ".NaN" or ".NAN" => ExpressionValue.Of(double.NaN),
            _ when Number().IsMatch(text) && Coercion.ParseNumber(text) is var number && !double.IsNaN(number) =>
                ExpressionValue.Of(number),
            _ => ExpressionValue.Of(text),
        };

    [GeneratedRegex(@"\A(?:0x[0-9a-fA-F]+|0o[0-7]+|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\z")]
    private static partial Regex Number();
}
