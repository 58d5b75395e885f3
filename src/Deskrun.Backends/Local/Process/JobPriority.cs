using System.Globalization;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// Lets jobs step back behind the listener that starts the next ones, and behind the person at this machine. Best
/// effort: where the system refuses, jobs run at our own priority, and only the answers come later.
/// </summary>
internal static class JobPriority
{
    private const int Step = 5;
    private const int Last = 19;

    /// <param name="session">A session that was just started; its leader's process id.</param>
    internal static void Lower(int session)
    {
        var nice = Math.Min(Last, LibC.GetPriority(LibC.PriorityOfProcess, 0) + Step);
        _ = LibC.SetPriority(LibC.PriorityOfGroup, session, nice);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Where Linux shares the CPU by session (autogroup), the niceness of a process counts inside of its session only;
        // the session has one of its own. It takes ten changes a second from an ordinary user.
        try
        {
            using var file = File.OpenHandle($"/proc/{session}/autogroup", FileMode.Open, FileAccess.Write);
            RandomAccess.Write(
                file,
                System.Text.Encoding.ASCII.GetBytes(nice.ToString(CultureInfo.InvariantCulture)),
                0
            );
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException) { }
    }
}
