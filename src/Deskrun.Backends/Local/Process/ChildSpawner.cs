using System.Runtime.InteropServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// Starts children in sessions of their own: a signal from the terminal does not reach them, they outlive us, and their
/// whole tree can be told by the session.
/// </summary>
internal static unsafe class ChildSpawner
{
    /// <returns>The child's process id, which is its group and its session too.</returns>
    /// <exception cref="IOException">The system refused; the message says why.</exception>
    internal static int Spawn(ChildStart start)
    {
        using var log = OpenLog(start.LogFile);
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var path = new NativeStrings([start.Program]);
        using var folder = new NativeStrings([start.Folder]);
        using var arguments = new NativeStrings([start.Program, .. start.Arguments]);
        using var environment = new NativeStrings([.. start.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        var memory = (byte*)NativeMemory.AllocZeroed(LibC.StructSize * 3);
        var actions = memory;
        var attributes = memory + LibC.StructSize;
        var signals = memory + (2 * LibC.StructSize);
        try
        {
            Check(LibC.ActionsInit(actions), start);
            Check(LibC.AttributesInit(attributes), start);
            var output = (int)log.DangerousGetHandle();
            Check(LibC.ActionsDup(actions, (int)nothing.DangerousGetHandle(), 0), start);
            Check(LibC.ActionsDup(actions, output, 1), start);
            Check(LibC.ActionsDup(actions, output, 2), start);
            Check(LibC.ActionsChdir(actions, folder.First), start);

            // The runtime ignores SIGPIPE and blocks some signals; a shell below us must not inherit that.
            LibC.SigFill(signals);
            Check(LibC.AttributesSigDefault(attributes, signals), start);
            LibC.SigEmpty(signals);
            Check(LibC.AttributesSigMask(attributes, signals), start);
            var flags = (short)(LibC.SpawnSetSid | LibC.SpawnSetSigDef | LibC.SpawnSetSigMask);
            Check(LibC.AttributesFlags(attributes, flags), start);
            Check(LibC.Spawn(out var pid, path.First, actions, attributes, arguments.Array, environment.Array), start);
            JobPriority.Lower(pid);
            return pid;
        }
        finally
        {
            LibC.ActionsDestroy(actions);
            LibC.AttributesDestroy(attributes);
            NativeMemory.Free(memory);
        }
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle OpenLog(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (new FileStream(path, options)) { }

        return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private static void Check(int error, ChildStart start)
    {
        if (error != 0)
        {
            var cause = Marshal.GetPInvokeErrorMessage(error);
            throw new IOException($"{start.Program} could not be started in {start.Folder}: {cause} (error {error})");
        }
    }
}
