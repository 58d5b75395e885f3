using System.Net;
using System.Net.Sockets;

namespace Deskrun.ClusterBench;

/// <summary>Presses Ctrl+C at many moments of every command and keeps the longest wait for its end.</summary>
internal sealed class Interruptions(Func<Uri?, string, int, Home> home)
{
    private static readonly TimeSpan[] _moments =
    [
        .. new[] { 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3 }.Select(TimeSpan.FromSeconds),
    ];

    /// <summary>Commands that change a cluster, again and again from where the one before was interrupted.</summary>
    /// <param name="space">An empty namespace.</param>
    /// <param name="sets">How many scale sets there are.</param>
    public async Task<Longest> ChangingAsync(string space, int sets)
    {
        using var place = home(null, space, sets);
        var longest = new Longest();
        foreach (var command in new[] { "up", "upgrade", "down" })
        {
            foreach (var moment in _moments)
            {
                longest.Add(await place.InterruptAsync(moment, command), $"{command} after {moment.TotalSeconds} s");
            }

            // What was interrupted so often is completed.
            await place.RunAsync(command);
        }

        return longest;
    }

    /// <summary>Every command that asks a cluster, when that takes connections and never answers.</summary>
    public async Task<Longest> UnansweredAsync(string space)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var place = home(new Uri($"https://{silent.LocalEndpoint}/"), space, 2);
        var longest = new Longest();
        string[][] commands =
        [
            ["up"],
            ["up", "--dry-run"],
            ["down"],
            ["upgrade"],
            ["gc"],
            ["status"],
            ["status", "--watch"],
            ["explain", "set-0"],
            ["logs", "set-0"],
            ["remove", "set-0"],
            ["update", "set-0", "--max-runners", "7"],
            ["auth", "rotate", "set-0", "--auth-env", "HOME", "--offline"],
            ["cluster", "status", "--context", "test"],
        ];
        foreach (var command in commands)
        {
            longest.Add(await place.InterruptAsync(TimeSpan.FromSeconds(0.4), command), string.Join(' ', command));
        }

        return longest;
    }
}

/// <summary>The longest of many waits.</summary>
internal sealed class Longest
{
    public double Milliseconds { get; private set; }

    /// <summary>Which one it was.</summary>
    public string Which { get; private set; } = "none";

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    public void Add(double? milliseconds, string which)
    {
        if (milliseconds is { } took)
        {
            Count++;
            (Milliseconds, Which) = took > Milliseconds ? (took, which) : (Milliseconds, Which);
        }
    }
}
