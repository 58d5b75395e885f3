using System.Globalization;

namespace Deskrun.Bench;

/// <summary>Medians and percentiles, and one row of the table.</summary>
internal static class Figures
{
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? double.NaN
            : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(IEnumerable<double> values) => At(values, 0.5);

    public static void Row(string what, string figure, string budget, bool? met) =>
        Console.WriteLine($"| {what} | {figure} | {budget} | {(met is null ? "" : met.Value ? "met" : "MISSED")} |");

    public static string Number(double value, string unit, int digits = 1) =>
        value.ToString("F" + digits, CultureInfo.InvariantCulture) + " " + unit;
}
