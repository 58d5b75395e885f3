using System.Globalization;

namespace Deskrun.Workflows.Expressions;

/// <summary>What kind of value an expression gave, in GitHub's terms.</summary>
public enum ExpressionKind
{
    /// <summary>No value; the result of looking up what is not there.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A double precision number.</summary>
    Number,

    /// <summary>Text.</summary>
    String,

    /// <summary>A list; a filter (<c>.*</c>) gives one too.</summary>
    Array,

    /// <summary>Named values; names are compared without case.</summary>
    Object,
}

/// <summary>An immutable value of GitHub's expression language. Arrays and objects are equal only to themselves.</summary>
public sealed class ExpressionValue
{
    private static readonly IReadOnlyList<ExpressionValue> NoItems = [];
    private static readonly IReadOnlyDictionary<string, ExpressionValue> NoProperties =
        new Dictionary<string, ExpressionValue>();

    private readonly object? value;

    private ExpressionValue(ExpressionKind kind, object? value)
    {
        Kind = kind;
        this.value = value;
    }

    /// <summary>The null value.</summary>
    public static ExpressionValue Null { get; } = new(ExpressionKind.Null, null);

    /// <summary>The value <c>true</c>.</summary>
    public static ExpressionValue True { get; } = new(ExpressionKind.Boolean, true);

    /// <summary>The value <c>false</c>.</summary>
    public static ExpressionValue False { get; } = new(ExpressionKind.Boolean, false);

    /// <summary>The kind of this value.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>The truth value of a <see cref="ExpressionKind.Boolean"/>; false for every other kind.</summary>
    public bool AsBoolean => value is true;

    /// <summary>The number of a <see cref="ExpressionKind.Number"/>; NaN for every other kind.</summary>
    public double AsNumber => value is double number ? number : double.NaN;

    /// <summary>The text of a <see cref="ExpressionKind.String"/>; empty for every other kind.</summary>
    public string AsString => value as string ?? "";

    /// <summary>The items of an <see cref="ExpressionKind.Array"/>; empty for every other kind.</summary>
    public IReadOnlyList<ExpressionValue> Items => value as IReadOnlyList<ExpressionValue> ?? NoItems;

    /// <summary>The properties of an <see cref="ExpressionKind.Object"/> in their order; empty for every other kind.</summary>
    public IReadOnlyDictionary<string, ExpressionValue> Properties =>
        value as IReadOnlyDictionary<string, ExpressionValue> ?? NoProperties;

    /// <summary>GitHub's truthiness: null, false, 0, NaN and the empty string are false, all else is true.</summary>
    public bool IsTruthy =>
        Kind switch
        {
            ExpressionKind.Null => false,
            ExpressionKind.Boolean => AsBoolean,
            ExpressionKind.Number => AsNumber != 0 && !double.IsNaN(AsNumber),
            ExpressionKind.String => AsString.Length > 0,
            _ => true,
        };

    /// <summary>Wraps a truth value.</summary>
    public static ExpressionValue Of(bool value) => value ? True : False;

    /// <summary>Wraps a number.</summary>
    public static ExpressionValue Of(double value) => new(ExpressionKind.Number, value);

    /// <summary>Wraps a text; null gives <see cref="Null"/>.</summary>
    public static ExpressionValue Of(string? value) => value is null ? Null : new(ExpressionKind.String, value);

    /// <summary>Makes an array.</summary>
    public static ExpressionValue Of(IReadOnlyList<ExpressionValue> items) => new(ExpressionKind.Array, items);

    /// <summary>Makes an object; on a name given twice (without case) the last value wins.</summary>
    public static ExpressionValue Of(IEnumerable<KeyValuePair<string, ExpressionValue>> properties)
    {
        var map = new OrderedDictionary<string, ExpressionValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, property) in properties)
        {
            map[name] = property;
        }

        return new(ExpressionKind.Object, map);
    }

    /// <summary>
    /// Makes an object whose names differ by case too, as those of the <c>env</c> context on Linux do; the last value
    /// of a name wins.
    /// </summary>
    public static ExpressionValue OfCaseSensitive(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var map = new OrderedDictionary<string, ExpressionValue>(StringComparer.Ordinal);
        foreach (var (name, property) in properties)
        {
            map[name] = Of(property);
        }

        return new(ExpressionKind.Object, map);
    }

    /// <summary>Makes an object of texts.</summary>
    public static ExpressionValue Of(IEnumerable<KeyValuePair<string, string>> properties) =>
        Of(properties.Select(p => KeyValuePair.Create(p.Key, Of(p.Value))));

    /// <summary>The text that <c>${{ }}</c> puts in its place, as GitHub writes it (<c>Array</c> and <c>Object</c> for those).</summary>
    public override string ToString() =>
        Kind switch
        {
            ExpressionKind.Null => "",
            ExpressionKind.Boolean => AsBoolean ? "true" : "false",
            ExpressionKind.Number => FormatNumber(AsNumber),
            ExpressionKind.String => AsString,
            ExpressionKind.Array => "Array",
            _ => "Object",
        };

    // "G15" is what actions/runner's expression library uses; negative zero prints as 0 there.
    private static string FormatNumber(double number) =>
        number == 0 ? "0" : number.ToString("G15", CultureInfo.InvariantCulture);
}
