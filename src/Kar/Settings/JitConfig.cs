namespace Kar.Settings;

/// <summary>The JIT config: a secret that registers one runner once. It never shows itself.</summary>
internal sealed class JitConfig(string value)
{
    /// <summary>The value, for the body of a Secret and for nothing else.</summary>
    public string Reveal() => value;

    /// <summary>Takes the value, in plain and in base64, out of a text.</summary>
    public string Redact(string text) =>
        value.Length < 8
            ? text
            : text.Replace(value, "***", StringComparison.Ordinal)
                .Replace(
                    Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)),
                    "***",
                    StringComparison.Ordinal
                );

    public override string ToString() => "***";
}
