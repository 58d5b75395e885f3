using System.Globalization;

namespace Deskrun.Rendering;

/// <summary>Durations as people read and write them.</summary>
internal static class Durations
{
    /// <summary><c>350 ms</c>, <c>2.4 s</c>, <c>3 m 05 s</c>, <c>2 h 10 m</c>.</summary>
    public static string Show(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):0} ms")
        : time < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time < TimeSpan.FromHours(1) ? $"{(int)time.TotalMinutes} m {time.Seconds:00} s"
        : $"{(int)time.TotalHours} h {time.Minutes:00} m";

    /// <summary>Reads <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>; false when it is none.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (
                digits <= 0
                || !double.TryParse(rest[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            )
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            double? seconds = unit switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (seconds is null || amount * seconds.Value > TimeSpan.FromDays(365).TotalSeconds)
            {
                return false;
            }

            time += TimeSpan.FromSeconds(amount * seconds.Value);
            rest = letters < 0 ? [] : rest[letters..];
        }

        return true;
    }
}
