using System.Runtime.InteropServices;

namespace Kar.Running;

/// <summary>SIGTERM and SIGINT: the first stops the run and cleans up, the second leaves at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    /// <summary>Listens.</summary>
    /// <param name="onSecond">What to do at the second signal; it does not return.</param>
    public Signals(Action<string> onSecond)
    {
        _registrations = [Register(PosixSignal.SIGTERM, "SIGTERM"), Register(PosixSignal.SIGINT, "SIGINT")];

        PosixSignalRegistration Register(PosixSignal signal, string name) =>
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    if (Interlocked.Increment(ref _count) > 1)
                    {
                        onSecond(name);
                        return;
                    }

                    Name = name;
                    _stop.Cancel();
                }
            );
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The first signal's name; empty before it.</summary>
    public string Name { get; private set; } = "";

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }
}
