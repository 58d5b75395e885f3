using System.Globalization;

namespace Deskrun.Workflows.Expressions;

/// <summary>GitHub's loose comparison and conversions.</summary>
internal static class Coercion
{
    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool IsPrimitive(ExpressionValue value) =>
        value.Kind is not (ExpressionKind.Array or ExpressionKind.Object);

    /// <summary>The number that a value counts as; NaN when it counts as none.</summary>
    public static double ToNumber(ExpressionValue value) =>
        value.Kind switch
        {
            ExpressionKind.Null => 0,
            ExpressionKind.Boolean => value.AsBoolean ? 1 : 0,
            ExpressionKind.Number => value.AsNumber,
            ExpressionKind.String => ParseNumber(value.AsString),
            _ => double.NaN,
        };

    public static bool AreEqual(ExpressionValue left, ExpressionValue right)
    {
        if (left.Kind != right.Kind)
        {
            // Different kinds meet as numbers; a list or an object is none and so equals nothing (NaN).
            return ToNumber(left) == ToNumber(right);
        }

        return left.Kind switch
        {
            ExpressionKind.Null => true,
            ExpressionKind.Boolean => left.AsBoolean == right.AsBoolean,
            ExpressionKind.Number => left.AsNumber == right.AsNumber,
            ExpressionKind.String => string.Equals(left.AsString, right.AsString, StringComparison.OrdinalIgnoreCase),
            _ => ReferenceEquals(left, right),
        };
    }

    /// <summary>Negative, zero or positive; null (neither) when there is no order, as with NaN or a list.</summary>
    public static int? Compare(ExpressionValue left, ExpressionValue right)
    {
        if (left.Kind == right.Kind)
        {
            switch (left.Kind)
            {
                case ExpressionKind.String:
                    return string.Compare(left.AsString, right.AsString, StringComparison.OrdinalIgnoreCase);
                case ExpressionKind.Boolean:
                    return left.AsBoolean.CompareTo(right.AsBoolean);
                case ExpressionKind.Null or ExpressionKind.Array or ExpressionKind.Object:
                    return null;
            }
        }

        var (x, y) = (ToNumber(left), ToNumber(right));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }

    /// <summary>Reads a number as GitHub does: decimal, <c>0x</c>, <c>0o</c>, Infinity; nothing is 0, all else NaN.</summary>
    public static double ParseNumber(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return 0;
        }

        if (double.TryParse(trimmed, Number, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return trimmed switch
        {
            ['0', 'x', .. { Length: > 0 } hex]
                when int.TryParse(hex, NumberStyles.AllowHexSpecifier, null, out var i) => i,
            ['0', 'o', .. { Length: > 0 } octal] => ParseOctal(octal),
            _ => double.NaN,
        };
    }

    /// <summary>Whether a word can be a name: a letter or underscore, then letters, digits, underscores, hyphens.</summary>
    public static bool IsName(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || !(char.IsAsciiLetter(word[0]) || word[0] == '_'))
        {
            return false;
        }

        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static double ParseOctal(ReadOnlySpan<char> digits)
    {
        long value = 0;
        foreach (var c in digits)
        {
            value = (value * 8) + (c - '0');
            if (c is < '0' or > '7' || value > uint.MaxValue)
            {
                return double.NaN;
            }
        }

        // 32 bits, so that the highest one is the sign.
        return unchecked((int)(uint)value);
    }
}
