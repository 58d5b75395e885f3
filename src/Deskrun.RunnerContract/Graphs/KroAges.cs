using System.Globalization;

namespace Deskrun.RunnerContract.Graphs;

/// <summary>
/// Judges KRO's age: first by the names of the RGD's conditions, before anything is created; then, finer, by the
/// version label that KRO puts on the instance. A version that cannot be read (<c>devel</c>) counts as current.
/// </summary>
public static class KroAges
{
    /// <summary>What to tell when KRO is too old.</summary>
    public const string Refusal =
        "this KRO is older than 0.6.1: it does not follow what it makes, so that no end could be seen; upgrade KRO to 0.9 or newer";

    /// <summary>What to tell when KRO is older than what is fully supported.</summary>
    public const string OlderWarning =
        "this KRO is older than 0.9: external references are not watched and Secret values in expressions are base64; "
        + "kar does its best, upgrade KRO to 0.9 or newer";

    private static readonly Version _oldestSupported = new(0, 6, 1);
    private static readonly Version _current = new(0, 9, 0);

    /// <summary>Judges by the RGD's conditions.</summary>
    public static KroAge Judge(RunnerGraph graph) =>
        graph.Conditions.Count == 0 ? KroAge.NotJudged
        : graph.Condition("GraphAccepted") is not null ? KroAge.Current
        : graph.Condition("ResourceGraphAccepted") is not null ? KroAge.Older
        : KroAge.TooOld;

    /// <summary>Judges by the instance's label; null while the label is not there.</summary>
    public static KroAge? Judge(JsonObject instance)
    {
        var label = ContractKeys.KroVersionLabels.Select(key => instance.Label(key)).FirstOrDefault(v => v is not null);
        if (label is null)
        {
            return null;
        }

        return Parse(label) is not { } version ? KroAge.Current
            : version < _oldestSupported ? KroAge.TooOld
            : version < _current ? KroAge.Older
            : KroAge.Current;
    }

    private static Version? Parse(string label)
    {
        var numbers = label.TrimStart('v').Split('-', '+', '_')[0].Split('.');
        return
            numbers.Length >= 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(
                major,
                minor,
                numbers.Length > 2
                && int.TryParse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture, out var p)
                    ? p
                    : 0
            )
            : null;
    }
}
