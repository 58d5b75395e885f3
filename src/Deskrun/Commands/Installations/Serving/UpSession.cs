using Deskrun.Commands.Clusters.Moving;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>One life of <c>deskrun up</c>: takes the home's lock, serves, drains, and says how it ended.</summary>
internal sealed class UpSession(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    /// <summary>Where the official runner was said to be.</summary>
    public string? RunnerFolder { get; init; }

    /// <summary>Lines instead of a live table.</summary>
    public bool Plain { get; init; }

    /// <summary>What was moved here just before; their gap is told once they listen.</summary>
    public MoveGaps? Moved { get; init; }

    /// <summary>JSON lines.</summary>
    public bool Json { get; init; }

    /// <summary>Serves until it is told to end.</summary>
    public async Task<int> RunAsync()
    {
        // The lock of an `up` that is just ending is free in a moment; that of one that just starts is not.
        using var alone = await HomeLock.AcquireAsync(home.Folder.UpLock, LockPatience, context.Time, context.Graceful);
        if (!HasWork())
        {
            return ExitCodes.Success;
        }

        var programs = await RunnerPrograms.FindAsync(context, RunnerFolder, context.Graceful);
        using var journal = new JournalFile(home.Folder, context.Time);
        await using var view = new UpView(context, Plain, Json);
        await using var factory = new LocalPoolFactory(context, home, programs, new Timelines(journal, view));
        await using var host = new UpHost(
            home.Configuration,
            factory,
            new InstallationRemover(context, home),
            context.Time
        );
        var leaving = new LeavingScaleSets(context, home);
        var left = leaving.Find();
        await using var server = ControlServer.Start(home.Folder, host);
        await host.ReloadAsync(context.Graceful);
        view.Watch(host.Status);
        using var serving = CancellationTokenSource.CreateLinkedTokenSource(context.Graceful);
        var telling = Moved?.TellLocalAsync(() => Task.FromResult<UpStatus?>(host.Status()), serving.Token);
        var clearing = ClearAsync(leaving, left, serving.Token);
        try
        {
            return await ServeAsync(host);
        }
        finally
        {
            await serving.CancelAsync();
            await (telling ?? Task.CompletedTask);
            await clearing;
        }
    }

    /// <summary>What an <c>up</c> before this one was to take off the service and did not.</summary>
    private static async Task ClearAsync(
        LeavingScaleSets leaving,
        IReadOnlyList<string> left,
        CancellationToken cancellation
    )
    {
        try
        {
            await leaving.ClearAsync(left, null, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The next one does it.
        }
    }

    private bool HasWork()
    {
        var installations = home.Configuration.Load().Installations;
        if (installations.Count == 0)
        {
            context.Terminal.Error.WriteLine($"No installations in {home.Folder.ConfigFile}. {Hints.AddOne}");
            return false;
        }

        if (PrivateFiles.IsReadByOthers(home.Folder.ConfigFile))
        {
            context.Terminal.Error.WriteLine(
                $"warning: other users can read {home.Folder.ConfigFile}; close it with: chmod 600 {home.Folder.ConfigFile}"
            );
        }

        var here = installations.Where(each => each.Backend == BackendNames.Local).ToList();
        var reasons = here.Select(each => (each.Name, Reason: NotBuiltRules.Reason(each)))
            .Where(each => each.Reason is not null)
            .Select(each => $"{each.Name}: {each.Reason}")
            .ToList();
        if (reasons.Count == here.Count)
        {
            throw InstallationErrors.NotBuilt(string.Join(Environment.NewLine, reasons));
        }

        reasons.ForEach(reason => context.Terminal.Error.WriteLine($"warning: not served: {reason}"));
        return true;
    }

    private async Task<int> ServeAsync(UpHost host)
    {
        context.Terminal.Error.WriteLine(
            $"Serving with the {host.Status().Runner}. Ctrl+C or deskrun down lets running jobs finish."
        );
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = context.Graceful.Register(() => interrupted.TrySetResult());
        if (await Task.WhenAny(host.StopAsked, interrupted.Task) == interrupted.Task)
        {
            context.Terminal.Error.WriteLine("Ending: no new jobs; Ctrl+C again ends the running ones.");
        }

        await host.DrainAsync(context.Forced);
        return context.Forced.IsCancellationRequested ? ExitCodes.Cancelled : ExitCodes.Success;
    }
}
