using Deskrun.Commands.Clusters.Seeing;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>What a command did on the clusters of a home. One that fails holds up no other, nor this machine.</summary>
internal sealed class ClustersDone
{
    private readonly List<(ClusterPlace Place, CliException Failure)> failures = [];

    /// <summary>Whether there is any cluster.</summary>
    public bool Any { get; private set; }

    /// <summary>Those on which it failed.</summary>
    public IReadOnlySet<ClusterPlace> Failed => failures.Select(each => each.Place).ToHashSet();

    /// <summary>Acts on one cluster and keeps what a person can act on when it fails.</summary>
    public async Task TryAsync(ClusterPlace place, Func<Task> act)
    {
        Any = true;
        try
        {
            await act();
        }
        catch (CliException failed) when (failed.ExitCode != ExitCodes.Cancelled)
        {
            failures.Add((place, failed));
        }
    }

    /// <summary>Tells the failures of a command that goes on with this machine.</summary>
    public void Tell(TextWriter error) => failures.ForEach(each => error.WriteLine($"deskrun: {each.Failure.Message}"));

    /// <summary>The exit code of a command that went on and ended with another one.</summary>
    public int With(int code) =>
        code == ExitCodes.Success && failures is [var first, ..] ? first.Failure.ExitCode : code;

    /// <summary>Ends a command that has nothing else to do.</summary>
    /// <exception cref="CliException">It failed on one or more of them.</exception>
    public void End()
    {
        if (failures is [var first, ..])
        {
            var messages = failures.Select(each => each.Failure.Message);
            throw new CliException(first.Failure.ExitCode, string.Join(Environment.NewLine, messages), first.Failure);
        }
    }
}
