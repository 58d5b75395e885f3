using System.Globalization;

namespace Deskrun.RunnerContract.Reading;

/// <summary>
/// Durations as Go writes them: a sequence of numbers with the units <c>ns us ms s m h</c>, such as <c>5m</c>,
/// <c>1h30m</c>, <c>1.5s</c>; a bare <c>0</c> is allowed. Fractions finer than 100 ns are dropped.
/// </summary>
public static class GoDuration
{
    /// <summary>What to tell somebody whose value was refused.</summary>
    public const string Expected = "a duration such as 90s, 5m or 1h30m (units ns, us, ms, s, m, h)";

    /// <summary>Reads a duration; negative ones and those above ten years are refused.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = (text ?? "").Trim().AsSpan();
        if (rest is "0")
        {
            return true;
        }

        var ticks = 0d;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (
                digits <= 0
                || !double.TryParse(
                    rest[..digits],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var n
                )
            )
            {
                return false;
            }

            rest = rest[digits..];
            var unitLength = rest.IndexOfAny("0123456789.");
            var unit = unitLength < 0 ? rest : rest[..unitLength];
            var size = TicksOf(unit);
            if (size == 0)
            {
                return false;
            }

            ticks += n * size;
            rest = rest[unit.Length..];
        }

        if ((text ?? "").Trim().Length == 0 || ticks > TimeSpan.FromDays(3650).Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes a duration the way people read it: <c>5m</c>, <c>1h30m</c>, <c>1.5s</c>, <c>40ms</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(duration.TotalMilliseconds)}ms");
        }

        var hours = (long)duration.TotalHours;
        var seconds = Math.Round(duration.TotalSeconds - (hours * 3600) - (duration.Minutes * 60), 1);
        var text = (hours > 0 ? $"{hours}h" : "") + (duration.Minutes > 0 ? $"{duration.Minutes}m" : "");
        return seconds > 0 || text.Length == 0 ? text + seconds.ToString(CultureInfo.InvariantCulture) + "s" : text;
    }

    private static double TicksOf(ReadOnlySpan<char> unit) =>
        unit switch
        {
            "ns" => 0.01,
            "us" or "µs" or "μs" => 10,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => 0,
        };
}
