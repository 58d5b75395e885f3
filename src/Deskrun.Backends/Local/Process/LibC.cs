using System.Runtime.InteropServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// The few calls into the C library that .NET has no words for. The built-in runner has its own: it knows nothing of
/// backends, and what the two need differs, a session that outlives us here and a group inside of it there.
/// </summary>
internal static partial class LibC
{
    internal const int SigInt = 2;
    internal const int SigKill = 9;
    internal const int SigTerm = 15;
    internal const int WaitNoHang = 1;
    internal const int PriorityOfProcess = 0;
    internal const int PriorityOfGroup = 1;
    internal const short SpawnSetSigDef = 0x04;
    internal const short SpawnSetSigMask = 0x08;

    /// <summary>Larger than the C library's own structures everywhere: glibc's largest has 336 bytes.</summary>
    internal const int StructSize = 1024;

    /// <summary>Starts the child in a session (and so a process group) of its own.</summary>
    internal static short SpawnSetSid => OperatingSystem.IsMacOS() ? (short)0x0400 : (short)0x80;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static unsafe partial int Spawn(
        out int pid,
        byte* path,
        byte* fileActions,
        byte* attributes,
        byte** argv,
        byte** environment
    );

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static unsafe partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static unsafe partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static unsafe partial int ActionsDup(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static unsafe partial int ActionsChdir(byte* actions, byte* path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static unsafe partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static unsafe partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static unsafe partial int AttributesFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static unsafe partial int AttributesSigDefault(byte* attributes, byte* set);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static unsafe partial int AttributesSigMask(byte* attributes, byte* set);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    internal static unsafe partial int SigFill(byte* set);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static unsafe partial int SigEmpty(byte* set);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeOwner(string path, uint user, uint group);

    /// <param name="which"><see cref="PriorityOfProcess"/> or <see cref="PriorityOfGroup"/>.</param>
    /// <param name="who">The process or process group; 0 means the caller's.</param>
    /// <param name="nice">From −20 (first) to 19 (last).</param>
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, int who, int nice);

    [LibraryImport("libc", EntryPoint = "getpriority", SetLastError = true)]
    internal static partial int GetPriority(int which, int who);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();
}
