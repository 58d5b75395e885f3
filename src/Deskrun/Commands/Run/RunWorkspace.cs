using Deskrun.Backends.Local;
using Deskrun.Workspaces;

namespace Deskrun.Commands.Run;

/// <summary>Fills the workspace of each job of a run: a copy of the same files for all, or a link to one folder.</summary>
internal sealed class RunWorkspace : IWorkspaceSource
{
    private readonly WorkspaceSnapshot? snapshot;
    private readonly string? folder;

    private RunWorkspace(string repository, WorkspaceSnapshot? snapshot, string? folder) =>
        (Repository, this.snapshot, this.folder) = (repository, snapshot, folder);

    /// <inheritdoc />
    public string Repository { get; }

    /// <summary>Freezes the files when several jobs will need them: all jobs of a run see the same state.</summary>
    public static RunWorkspace Make(RunPlan plan, RunFolder folder, CancellationToken cancellation)
    {
        var single = plan.Workflow.Jobs is [{ Strategy: null }];
        var snapshot =
            plan.Workspace is { } files && !single ? files.Freeze(folder.Workspace, cancellation) : plan.Workspace;
        return new(plan.Request.Repository, snapshot, plan.WorkspaceFolder);
    }

    /// <inheritdoc />
    public Task FillAsync(string folder, CancellationToken cancellation)
    {
        if (this.folder is { } target)
        {
            Directory.CreateSymbolicLink(folder, target);
            return Task.CompletedTask;
        }

        return Task.Run(() => snapshot!.CopyTo(folder, cancellation), cancellation);
    }
}
