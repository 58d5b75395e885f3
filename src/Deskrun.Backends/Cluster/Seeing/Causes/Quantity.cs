using System.Globalization;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Reads Kubernetes quantities such as <c>500m</c>, <c>2</c> and <c>4Gi</c>.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Units =
    [
        ("Ki", 1024m),
        ("Mi", 1024m * 1024),
        ("Gi", 1024m * 1024 * 1024),
        ("Ti", 1024m * 1024 * 1024 * 1024),
        ("n", 0.000000001m),
        ("u", 0.000001m),
        ("m", 0.001m),
        ("k", 1000m),
        ("M", 1000_000m),
        ("G", 1000_000_000m),
        ("T", 1000_000_000_000m),
        ("", 1m),
    ];

    /// <summary>The amount; null when the text is no quantity.</summary>
    public static decimal? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var (suffix, factor) = Units.First(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        return decimal.TryParse(
            text[..^suffix.Length],
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number * factor
            : null;
    }
}
