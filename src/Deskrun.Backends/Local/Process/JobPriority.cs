using System.Globalization;
using System.Text;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// Lets jobs step back behind the listener that starts the next ones, behind runners that are still starting, and behind
/// the person at this machine. Best effort: where the system refuses, jobs run at our own priority, and only the answers
/// come later.
/// </summary>
internal static class JobPriority
{
    private const int Step = 5;
    private const int SessionStep = 10;
    private const int Last = 19;
    private const int Tries = 20;
    private const int TooOften = 11;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(150);

    /// <summary>Lowers every process of a session that was just started; what they start inherits it.</summary>
    /// <param name="session">The session: its leader's process id.</param>
    internal static void Lower(int session) => _ = LibC.SetPriority(LibC.PriorityOfGroup, session, Lowered(Step));

    /// <summary>Lowers a session whose runner has got its job.</summary>
    /// <remarks>
    /// Where Linux shares the CPU by session (autogroup), the niceness of a process counts inside of its session only;
    /// the session has one of its own. While it starts it keeps ours: a runner that was started later would overtake it.
    /// The system takes ten changes a second from an ordinary user, so what came too often is tried again.
    /// </remarks>
    internal static async Task StepBackAsync(ProcessIdentity leader, TimeProvider time)
    {
        for (var i = 0; i < Tries && leader.IsAlive() && !TrySession(leader.Pid); i++)
        {
            await Task.Delay(Again, time).ConfigureAwait(false);
        }
    }

    // False when it may be tried again.
    private static bool TrySession(int session)
    {
        try
        {
            using var file = File.OpenHandle($"/proc/{session}/autogroup", FileMode.Open, FileAccess.Write);
            var nice = Lowered(SessionStep).ToString(CultureInfo.InvariantCulture);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(nice), 0);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.HResult != TooOften;
        }
    }

    private static int Lowered(int step) => Math.Min(Last, LibC.GetPriority(LibC.PriorityOfProcess, 0) + step);
}
