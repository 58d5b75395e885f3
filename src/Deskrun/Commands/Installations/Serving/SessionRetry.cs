using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>
/// How long <c>up</c> waits before it asks again for a message session that somebody else holds:
/// 30 seconds, or what DESKRUN_SESSION_RETRY says.
/// </summary>
internal static class SessionRetry
{
    private const string Variable = "DESKRUN_SESSION_RETRY";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    /// <exception cref="CliException">The variable holds no duration, or one that would be a burden for the service.</exception>
    public static TimeSpan Of(CliContext context) =>
        context.Variable(Variable) is not { Length: > 0 } text ? Usual
        : Durations.TryParse(text, out var time) && time >= Least ? time
        : throw new CliException(
            ExitCodes.Usage,
            $"{Variable}={text}: give a duration such as 30s, at least {Durations.Show(Least)}"
        );
}
