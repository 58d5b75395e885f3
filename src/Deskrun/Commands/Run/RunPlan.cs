using Deskrun.ActionsService.Runs;
using Deskrun.Backends.Local.Programs;
using Deskrun.Workflows.Definitions;
using Deskrun.Workspaces;

namespace Deskrun.Commands.Run;

/// <summary>Everything that is known before anything is started.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Request">What the Actions service is asked to run.</param>
/// <param name="Program">The runner.</param>
/// <param name="Workspace">The files that each job gets; null when jobs run in <paramref name="WorkspaceFolder"/> itself.</param>
/// <param name="WorkspaceFolder">The folder given by <c>--workspace</c>; null for clean copies.</param>
/// <param name="Parallel">The most jobs at a time.</param>
internal sealed record RunPlan(
    Workflow Workflow,
    RunRequest Request,
    IRunnerProgram Program,
    WorkspaceSnapshot? Workspace,
    string? WorkspaceFolder,
    int Parallel
);
