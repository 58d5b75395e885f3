using System.Runtime.InteropServices;

namespace Deskrun.Commands;

/// <summary>
/// Keeps a runner's process small: ten may start at once, each lives for one job and mostly waits, so what a busy
/// server gains from is only cost here.
/// </summary>
internal static class SmallProcess
{
    private const int ArenaMax = -8;

    /// <summary>Applies to this process; to be called before it has threads.</summary>
    public static void Apply()
    {
        // One worker does it all. When it is held up, the pool adds another within half a second.
        ThreadPool.SetMinThreads(1, 1);
        OneArena();
    }

    // glibc gives each thread a heap of its own: four system calls and some pages for each. Other C libraries don't.
    private static unsafe void OneArena()
    {
        if (
            OperatingSystem.IsLinux()
            && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out var address)
        )
        {
            _ = ((delegate* unmanaged<int, int, int>)address)(ArenaMax, 1);
        }
    }
}
