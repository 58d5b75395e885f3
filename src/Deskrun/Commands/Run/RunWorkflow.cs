using Deskrun.ActionsService.Runs;
using Deskrun.Rendering;
using Deskrun.Rendering.Runs;
using Deskrun.Workflows.Planning;
using Deskrun.Workspaces;

namespace Deskrun.Commands.Run;

/// <summary>What <c>deskrun run</c> does, from the file to the exit code.</summary>
internal sealed class RunWorkflow(CliContext context, RunOptions options)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);

    private readonly RunPlanner planner = new(context, options);

    public async Task<int> ExecuteAsync()
    {
        var repository = await GitRepository.FindAsync(context.WorkingFolder, context.Graceful);
        var root = repository?.Root ?? context.WorkingFolder;
        if (options.Workflow is null)
        {
            return WorkflowListing.WriteFiles(context, WorkflowLocator.All(root), root);
        }

        var path = WorkflowLocator.Find(options.Workflow, context.WorkingFolder, root);
        var notes = new List<string>();
        var workflow = planner.ReadWorkflow(path, notes.Add);
        planner.CheckJobs(workflow);
        if (options.List)
        {
            return WorkflowListing.WriteJobs(
                context,
                PlanListing.Of(workflow, planner.ListingInputs(workflow)),
                options.Output
            );
        }

        planner.CheckMatrix(workflow);
        planner.RefuseForeignLabels(workflow);
        var plan = await planner.PlanAsync(workflow, repository, context.Graceful);
        var progress = new RunProgress(workflow.Name, context.Time);
        var view = Choose(progress);
        notes.ForEach(view.Note);
        view.Note($"runner: {plan.Program.Kind} {plan.Program.Version}");
        if (planner.LocalActions(plan) is { Count: > 0 } actions)
        {
            view.Note(
                $"warning: the built-in runner runs no actions, so these steps will fail: {Shortened(actions)}; "
                    + "--runner official runs them"
            );
        }

        if (plan.Workspace is { LeftOut.Count: > 0 } workspace)
        {
            view.Note($"not in the workspace: {Shortened(workspace.LeftOut)}");
        }

        return await RunAsync(plan, progress, view);
    }

    private async Task<int> RunAsync(RunPlan plan, RunProgress progress, IRunView view)
    {
        using var timeout = options.Timeout is { } limit
            ? new CancellationTokenSource(limit, context.Time)
            : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.Graceful);
        var troubles = new StartTroubles();
        LocalRun started;
        try
        {
            started = await LocalRun.StartAsync(plan, context, options.Keep, troubles, stop.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return ExitCodes.Timeout;
        }

        await using var local = started;
        using var force = CancellationTokenSource.CreateLinkedTokenSource(context.Forced);
        using var hopeless = troubles.Hopeless.Register(force.Cancel);
        troubles.Begun += view.Note;
        var run = local.Submit(plan.Request);
        using var cancel = stop.Token.Register(() =>
        {
            view.Note(
                context.Graceful.IsCancellationRequested
                    ? "cancelling; once more stops by force"
                    : "the time is over; cancelling"
            );
            run.Cancel();
        });
        string? foreign = null;
        try
        {
            await ShowAsync(
                run,
                view,
                job =>
                {
                    if (
                        !options.AnyLabel
                        && foreign is null
                        && ForeignLabels.Among(job.Labels) is { Count: > 0 } labels
                    )
                    {
                        foreign =
                            $"job '{job.Name}' wants {string.Join(", ", labels)}, which this machine is not; --any-label runs it all the same";
                        run.Cancel();
                    }
                },
                force.Token
            );
        }
        catch (OperationCanceledException) when (force.IsCancellationRequested)
        {
            view.Note("stopping by force");
        }

        // The run is over or given up: whatever still runs is not waited for.
        await LongWait.ForAsync(
            local.DrainAsync(run.Completion.IsCompleted ? force.Token : new CancellationToken(canceled: true)),
            context.Time,
            () =>
                view.Note("no job runs any more; waiting until every runner is put away, also of runs that were killed")
        );
        view.Finish(progress.Report());
        if (options.Keep)
        {
            view.Note($"kept: {local.Folder.Path}");
        }

        return foreign is not null ? throw new CliException(ExitCodes.Usage, foreign)
            : context.Graceful.IsCancellationRequested ? ExitCodes.Cancelled
            : troubles.Cause is { } cause
                ? throw new CliException(
                    ExitCodes.Environment,
                    $"gave up: one runner after the other could not be started; the last one: {cause}"
                )
            : timeout.IsCancellationRequested ? ExitCodes.Timeout
            : progress.Conclusion is JobConclusion.Success or JobConclusion.Skipped ? ExitCodes.Success
            : ExitCodes.JobFailed;
    }

    private static string Shortened(IReadOnlyList<string> names)
    {
        const int Shown = 5;
        var shown = string.Join(", ", names.Take(Shown));
        return names.Count <= Shown ? shown : $"{shown} and {names.Count - Shown} more";
    }

    private async Task ShowAsync(WorkflowRun run, IRunView view, Action<JobRun> queued, CancellationToken forced)
    {
        var gate = new Lock();
        using var ticking = CancellationTokenSource.CreateLinkedTokenSource(forced);
        var ticks = TickAsync(view, gate, ticking.Token);
        try
        {
            await foreach (var happened in run.EventsAsync(forced))
            {
                lock (gate)
                {
                    view.Show(happened);
                }

                if (happened is JobQueued entry)
                {
                    queued(entry.Job);
                }
            }
        }
        finally
        {
            await ticking.CancelAsync();
            await ticks;
        }
    }

    private async Task TickAsync(IRunView view, Lock gate, CancellationToken cancellation)
    {
        if (view is not LiveRunView)
        {
            return;
        }

        using var timer = new PeriodicTimer(Frame, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                lock (gate)
                {
                    view.Tick();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private IRunView Choose(RunProgress progress) =>
        options.Output == "json" ? new JsonRunView(context.Terminal, progress)
        : context.Terminal.Color && !options.Plain
            ? new LiveRunView(context.Terminal, progress, context.Time, Terminal.Size)
        : new PlainRunView(context.Terminal, progress);
}
