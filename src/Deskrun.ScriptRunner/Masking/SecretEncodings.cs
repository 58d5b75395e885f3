using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Deskrun.ScriptRunner.Masking;

/// <summary>The forms in which a secret may turn up in a log; the same list as the official runner's value encoders.</summary>
internal static class SecretEncodings
{
    private const int ShortestPart = 6;

    /// <summary>The value itself and all its other forms; duplicates and empty ones may occur.</summary>
    public static IEnumerable<string> Of(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        yield return value;

        // Base64 of "user:secret" depends on how many bytes stand before the secret, hence three offsets.
        yield return Convert.ToBase64String(bytes);
        yield return Convert.ToBase64String(bytes.Length > 1 ? bytes[1..] : bytes);
        yield return Convert.ToBase64String(bytes.Length > 2 ? bytes[2..] : bytes);
        yield return value.Replace("\"", "\\\"", StringComparison.Ordinal);
        yield return value.Replace("'", "''", StringComparison.Ordinal);
        yield return JsonEscape(value);
        yield return JsonEncodedText.Encode(value).ToString();
        yield return Uri.EscapeDataString(value);
        yield return SecurityElement.Escape(value);
        if (value.Length > 8 && value.StartsWith('"') && value.EndsWith('"'))
        {
            yield return value[1..^1];
        }

        // PowerShell prints a failed command in coloured sections that are cut at an ampersand.
        foreach (var section in AmpersandSections(value))
        {
            yield return section;
        }
    }

    private static IEnumerable<string> AmpersandSections(string value)
    {
        if (!value.Contains('&', StringComparison.Ordinal))
        {
            yield break;
        }

        var plus = value.IndexOf("&+", StringComparison.Ordinal);
        var cut = plus >= 0 ? plus + 2 : value.LastIndexOf('&') + 1;
        if (cut >= ShortestPart)
        {
            yield return value[..cut];
        }

        var rest = plus >= 0 ? cut + 1 : cut;
        if (value.Length - rest >= ShortestPart)
        {
            yield return value[rest..];
        }
    }

    // Only what JSON demands is escaped, as most serializers do by default.
    private static string JsonEscape(string value) =>
        JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
