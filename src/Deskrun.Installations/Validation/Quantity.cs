using System.Globalization;

namespace Deskrun.Installations.Validation;

/// <summary>Reads amounts as Kubernetes writes them: <c>2</c>, <c>0.5</c>, <c>500m</c>, <c>4Gi</c>, <c>1e3</c>.</summary>
public static class Quantity
{
    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["m"] = 0.001m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1024m,
        ["Mi"] = 1024m * 1024,
        ["Gi"] = 1024m * 1024 * 1024,
        ["Ti"] = 1024m * 1024 * 1024 * 1024,
        ["Pi"] = 1024m * 1024 * 1024 * 1024 * 1024,
        ["Ei"] = 1024m * 1024 * 1024 * 1024 * 1024 * 1024,
    };

    /// <summary>The amount in whole units (CPUs, bytes); null when the text is no quantity or too large to count.</summary>
    public static decimal? Read(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExcept("0123456789.");
        var (number, unit) = digits < 0 ? (text, "") : (text[..digits], text[digits..]);
        if (number.Length == 0 || !char.IsAsciiDigit(number[0]) || !TryFactor(unit, out var factor))
        {
            return null;
        }

        try
        {
            return decimal.TryParse(
                number,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
                ? amount * factor
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool TryFactor(string unit, out decimal factor)
    {
        if (Units.TryGetValue(unit, out factor))
        {
            return true;
        }

        var isExponent =
            unit.Length > 1
            && unit[0] is 'e' or 'E'
            && int.TryParse(unit.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return isExponent
            && decimal.TryParse($"1{unit}", NumberStyles.Float, CultureInfo.InvariantCulture, out factor)
            && factor > 0;
    }
}
