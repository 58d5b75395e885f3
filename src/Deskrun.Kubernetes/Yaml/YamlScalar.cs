using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deskrun.Kubernetes.Yaml;

/// <summary>
/// The type of a scalar, as kubectl reads it: YAML 1.1's words for booleans (yes, no, on, off), but no sexagesimal
/// numbers and no dates.
/// </summary>
internal static class YamlScalar
{
    public static JsonNode? Read(Scalar scalar, bool plainText)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" })
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            _ when plainText => JsonValue.Create(text),
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
            _ => Number(text) ?? JsonValue.Create(text),
        };
    }

    private static JsonValue? Number(string written)
    {
        // Digits may be grouped: 1_000.
        var text = written[0] == '_' ? written : written.Replace("_", "", StringComparison.Ordinal);
        var digits = text.AsSpan().TrimStart("+-");
        if (
            digits.Length == 0
            || text.Length - digits.Length > 1
            || !(char.IsAsciiDigit(digits[0]) || digits[0] == '.')
        )
        {
            return null;
        }

        var negative = text[0] == '-';
        if (digits.StartsWith("0x") || digits.StartsWith("0o") || digits.StartsWith("0b"))
        {
            return Based(digits, negative);
        }

        // A leading zero means octal in YAML 1.1: file modes are written so.
        if (digits.Length > 1 && digits[0] == '0' && digits.IndexOfAnyExceptInRange('0', '7') < 0)
        {
            return Octal(digits[1..], negative);
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(whole);
        }

        return
            digits.IndexOfAnyExcept("0123456789.eE+-") < 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real)
            ? JsonValue.Create(real)
            : null;
    }

    private static JsonValue? Based(ReadOnlySpan<char> digits, bool negative)
    {
        var number = 0L;
        var parsed = digits[1] switch
        {
            'x' => long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number),
            'b' => long.TryParse(
                digits[2..],
                NumberStyles.AllowBinarySpecifier,
                CultureInfo.InvariantCulture,
                out number
            ),
            _ => false,
        };
        return parsed ? JsonValue.Create(negative ? -number : number)
            : digits[1] == 'o' ? Octal(digits[2..], negative)
            : null;
    }

    private static JsonValue? Octal(ReadOnlySpan<char> digits, bool negative)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || number > long.MaxValue / 16)
            {
                return null;
            }

            number = (number * 8) + (digit - '0');
        }

        return digits.Length == 0 ? null : JsonValue.Create(negative ? -number : number);
    }
}
