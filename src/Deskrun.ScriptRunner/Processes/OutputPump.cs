using System.Runtime.InteropServices;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>
/// Reads a process's output until it has ended. Standard output and standard error are cut into lines apart from each
/// other, so that half a line of one never hides a command of the other; lines arrive one at a time.
/// </summary>
internal sealed class OutputPump(ProcessGroup process, Action<string> onLine, TimeProvider time, TimeSpan afterExit)
{
    private const int LookForExitMilliseconds = 100;

    // Not cleared: most steps write little, and then most of it is never touched.
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(64 * 1024);

    /// <summary>Blocks until the process has ended and its output is read, and gives the exit code.</summary>
    /// <remarks>
    /// A background process that keeps the pipes open is waited for a few seconds only, as the official runner does.
    /// </remarks>
    public int Run()
    {
        Source[] sources =
        [
            new(process.Output, new LineSplitter(onLine)),
            new(process.Error, new LineSplitter(onLine)),
        ];
        int? exit = null;
        long? exitSeen = null;
        while (sources.Any(s => s.Open))
        {
            Wait(sources);
            exit ??= process.Collect(wait: false);
            if (exit is null)
            {
                continue;
            }

            exitSeen ??= time.GetTimestamp();
            if (time.GetElapsedTime(exitSeen.Value) > afterExit)
            {
                break;
            }
        }

        foreach (var source in sources)
        {
            source.Lines.Finish();
        }

        return exit ?? process.Collect(wait: true)!.Value;
    }

    private unsafe void Wait(Source[] sources)
    {
        var descriptors = stackalloc NativeMethods.PollDescriptor[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            // poll ignores negative descriptors.
            descriptors[i].Descriptor = sources[i].Open ? sources[i].Descriptor : -1;
            descriptors[i].Events = NativeMethods.PollIn;
        }

        if (NativeMethods.Poll(descriptors, (nuint)sources.Length, LookForExitMilliseconds) <= 0)
        {
            return;
        }

        for (var i = 0; i < sources.Length; i++)
        {
            if (descriptors[i].Returned != 0)
            {
                Read(sources[i]);
            }
        }
    }

    private unsafe void Read(Source source)
    {
        nint count;
        fixed (byte* start = buffer)
        {
            count = NativeMethods.Read(source.Descriptor, start, (nuint)buffer.Length);
        }

        if (count > 0)
        {
            source.Lines.Add(buffer.AsSpan(0, (int)count));
        }
        else if (count == 0 || Marshal.GetLastPInvokeError() != NativeMethods.Interrupted)
        {
            source.Open = false;
        }
    }

    private sealed class Source(int descriptor, LineSplitter lines)
    {
        public int Descriptor => descriptor;

        public LineSplitter Lines => lines;

        public bool Open { get; set; } = true;
    }
}
