using static Deskrun.Workflows.Keys.KeySupport;

namespace Deskrun.Workflows.Keys;

/// <summary>
/// Every key of GitHub's published workflow schema, with what becomes of it. The parser, its messages and
/// <c>docs/workflows.md</c> are made from this table.
/// </summary>
public static class KeyTable
{
    private const string OneJobAtATime = "runs are not queued against each other here";
    private const string NoContainers = "containers are not built yet: run the tools on the machine itself";
    private const string NoReuse = "reusable workflows are not built yet: write the jobs into this file";
    private const string NoBackground = "background and parallel steps are not built yet: use the shell's & and wait";
    private const string NoCalls = "a workflow that others call is started here like any other";

    /// <summary>All keys, parents before children, in the order of the documentation.</summary>
    public static IReadOnlyList<WorkflowKey> All { get; } =
    [
        new("name", Runs, "", Availability.None),
        new("run-name", Runs, "", Availability.Run),
        new("description", Runs, "", Availability.None),
        new("on", Runs, "read and checked; starts nothing by itself", Availability.None),
        new("on.workflow_dispatch", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs.<input_id>", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs.<input_id>.description", Runs, "", Availability.None),
        new(
            "on.workflow_dispatch.inputs.<input_id>.deprecationMessage",
            Ignored,
            "shown on GitHub only",
            Availability.None
        ),
        new("on.workflow_dispatch.inputs.<input_id>.required", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs.<input_id>.default", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs.<input_id>.type", Runs, "", Availability.None),
        new("on.workflow_dispatch.inputs.<input_id>.options", Runs, "", Availability.None),
        new("on.workflow_call", Runs, "", Availability.None),
        new("on.workflow_call.inputs", Ignored, NoCalls, Availability.Run),
        new("on.workflow_call.secrets", Ignored, NoCalls, Availability.None),
        new("on.workflow_call.outputs", Ignored, NoCalls, Availability.Run),
        new("permissions", Ignored, "there is no token whose rights could be cut", Availability.None),
        new("env", Runs, "", Availability.RunWithSecrets),
        new("defaults", Runs, "", Availability.None),
        new("defaults.run", Runs, "", Availability.None),
        new("defaults.run.shell", Runs, "", Availability.None),
        new("defaults.run.working-directory", Runs, "", Availability.None),
        new("concurrency", Ignored, OneJobAtATime, Availability.Run),
        new("jobs", Runs, "", Availability.None),
        new("jobs.<job_id>", Runs, "", Availability.None),
        new("jobs.<job_id>.name", Runs, "", Availability.Job),
        new("jobs.<job_id>.permissions", Ignored, "there is no token whose rights could be cut", Availability.None),
        new("jobs.<job_id>.needs", Runs, "", Availability.None),
        new("jobs.<job_id>.if", Runs, "", Availability.JobIf),
        new("jobs.<job_id>.runs-on", Runs, "a label, a list, or group and labels", Availability.Job),
        new("jobs.<job_id>.runs-on.group", Runs, "", Availability.Job),
        new("jobs.<job_id>.runs-on.labels", Runs, "", Availability.Job),
        new("jobs.<job_id>.snapshot", Refused, "images are not built here: remove it", Availability.Job),
        new("jobs.<job_id>.environment", Ignored, "there are no deployment environments here", Availability.Job),
        new("jobs.<job_id>.concurrency", Ignored, OneJobAtATime, Availability.Job),
        new("jobs.<job_id>.outputs", Runs, "", Availability.Runner),
        new("jobs.<job_id>.env", Runs, "", Availability.JobWithSecrets),
        new("jobs.<job_id>.defaults", Runs, "", Availability.None),
        new("jobs.<job_id>.defaults.run", Runs, "", Availability.JobWithEnv),
        new("jobs.<job_id>.defaults.run.shell", Runs, "", Availability.JobWithEnv),
        new("jobs.<job_id>.defaults.run.working-directory", Runs, "", Availability.JobWithEnv),
        new("jobs.<job_id>.timeout-minutes", Runs, "360 when absent", Availability.Job),
        new("jobs.<job_id>.cancel-timeout-minutes", Ignored, "a cancelled job gets 5 minutes", Availability.Job),
        new("jobs.<job_id>.strategy", Runs, "", Availability.Needs),
        new("jobs.<job_id>.strategy.matrix", Runs, "at most 256 jobs", Availability.Needs),
        new("jobs.<job_id>.strategy.matrix.include", Runs, "", Availability.Needs),
        new("jobs.<job_id>.strategy.matrix.exclude", Runs, "", Availability.Needs),
        new("jobs.<job_id>.strategy.fail-fast", Runs, "true when absent", Availability.Needs),
        new("jobs.<job_id>.strategy.max-parallel", Runs, "", Availability.Needs),
        new("jobs.<job_id>.continue-on-error", Runs, "", Availability.Job),
        new("jobs.<job_id>.container", Refused, NoContainers, Availability.Job),
        new("jobs.<job_id>.services", Refused, NoContainers, Availability.Job),
        new("jobs.<job_id>.uses", Refused, NoReuse, Availability.None),
        new("jobs.<job_id>.with", Refused, NoReuse, Availability.Job),
        new("jobs.<job_id>.secrets", Refused, NoReuse, Availability.JobWithSecrets),
        new("jobs.<job_id>.steps", Runs, "", Availability.None),
        new("jobs.<job_id>.steps[*].id", Runs, "", Availability.None),
        new("jobs.<job_id>.steps[*].if", Runs, "", Availability.StepIf),
        new("jobs.<job_id>.steps[*].name", Runs, "", Availability.Step),
        new(
            "jobs.<job_id>.steps[*].uses",
            Runs,
            "`actions/checkout` and local actions; other actions are refused",
            Availability.None
        ),
        new("jobs.<job_id>.steps[*].run", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].working-directory", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].shell", Runs, "", Availability.None),
        new("jobs.<job_id>.steps[*].with", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].env", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].continue-on-error", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].timeout-minutes", Runs, "", Availability.Step),
        new("jobs.<job_id>.steps[*].background", Refused, NoBackground, Availability.Step),
        new("jobs.<job_id>.steps[*].parallel", Refused, NoBackground, Availability.Step),
        new("jobs.<job_id>.steps[*].wait", Refused, NoBackground, Availability.Step),
        new("jobs.<job_id>.steps[*].wait-all", Refused, NoBackground, Availability.Step),
        new("jobs.<job_id>.steps[*].cancel", Refused, NoBackground, Availability.Step),
    ];

    private static readonly ILookup<string, WorkflowKey> ByParent = All.ToLookup(k => k.Parent);
    private static readonly Dictionary<string, WorkflowKey> ByPath = All.ToDictionary(k => k.Path);

    /// <summary>The key of a path.</summary>
    internal static WorkflowKey Get(string path) => ByPath[path];

    /// <summary>The keys that a mapping may hold.</summary>
    internal static IEnumerable<WorkflowKey> Children(string path) => ByParent[path];
}
