using System.Globalization;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>Reads the service's times: the year 1 says "not yet", and a strange one must not lose a message.</summary>
internal static class WireTime
{
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.Year > 1
            ? time
            : null;
}
