using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>This machine as the side of a move: what a running <c>up</c> serves.</summary>
internal sealed class LocalSide(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an <c>up</c> that holds the home's lock may take to begin to listen to its socket.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Returns when nothing here listens for these installations and their running jobs have ended. What is stored must
    /// say already that they are not to be served here.
    /// </summary>
    public async Task CloseAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        if (!await ReloadAsync(cancellation))
        {
            return;
        }

        var said = "";
        while (await StatusAsync(cancellation) is { } status)
        {
            var left = status.Installations.Where(each => names.Contains(each.Name)).ToList();
            if (left.Count == 0)
            {
                return;
            }

            var text = DrainText.Of(left);
            if (text != said)
            {
                context.Terminal.Error.WriteLine($"{string.Join(", ", left.Select(each => each.Name))}: {text}");
                said = text;
            }

            await Task.Delay(Step, context.Time, cancellation);
        }
    }

    /// <summary>Lets a running <c>up</c> read the configuration again.</summary>
    /// <returns>Whether one runs.</returns>
    /// <exception cref="CliException">One runs and does not take it.</exception>
    public async Task<bool> ReloadAsync(CancellationToken cancellation)
    {
        var start = context.Time.GetTimestamp();
        while (true)
        {
            await using (var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation))
            {
                if (client is not null)
                {
                    var answer = await client.AskAsync(new ControlRequest(ControlMethods.Reload), null, cancellation);
                    return answer.Error is null
                        ? true
                        : throw new CliException(ExitCodes.Environment, $"the running deskrun up: {answer.Error}");
                }
            }

            // Nobody answers: nobody serves, or one just starts or ends.
            using (var free = HomeLock.TryAcquire(home.Folder.UpLock))
            {
                if (free is not null)
                {
                    return false;
                }
            }

            if (context.Time.GetElapsedTime(start) > Patience)
            {
                throw new CliException(
                    ExitCodes.Environment,
                    "deskrun up starts or ends right now and does not answer; try again in a moment"
                );
            }

            await Task.Delay(Step, context.Time, cancellation);
        }
    }

    private Task<UpStatus?> StatusAsync(CancellationToken cancellation) =>
        CurrentStatus.AskAsync(home.Folder, context.Time, cancellation);
}
