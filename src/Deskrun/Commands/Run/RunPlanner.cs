using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;
using Deskrun.Workspaces;

namespace Deskrun.Commands.Run;

/// <summary>Turns the command line, the workflow file and the folder into a <see cref="RunPlan"/>; nothing is started here.</summary>
internal sealed class RunPlanner(CliContext context, RunOptions options)
{
    /// <summary>Reads and checks the workflow file; all its errors are reported at once.</summary>
    public Workflow ReadWorkflow(string path, Action<string> note)
    {
        var shown = Path.GetRelativePath(context.WorkingFolder, path);
        shown = shown.StartsWith("..", StringComparison.Ordinal) ? path : shown;
        using var file = GivenFile.Open(path, path, context);
        var result = WorkflowParser.Parse(shown, file);
        if (result.Workflow is null)
        {
            var errors = result.Errors.Select(error => error.ToString());
            throw new CliException(ExitCodes.Usage, $"{shown} cannot run:\n{string.Join('\n', errors)}");
        }

        if (result.Ignored.Count > 0)
        {
            note(
                $"ignored here: {string.Join(", ", result.Ignored.Select(key => $"{key.Key} (line {key.Position.Line})"))}"
            );
        }

        return result.Workflow;
    }

    /// <summary>Looks everything up that the run needs.</summary>
    public async Task<RunPlan> PlanAsync(Workflow workflow, GitRepository? repository, CancellationToken cancellation)
    {
        var folder = options.Workspace is { } given ? Existing(Path.GetFullPath(given, context.WorkingFolder)) : null;
        var source = folder ?? repository?.Root ?? context.WorkingFolder;
        var name = RepositoryName.FromRemote(repository?.RemoteUrl) ?? RepositoryName.OfFolder(source);
        var start = EventChoice.Make(options, workflow, context);
        var program = RunnerChoice.MakeAsync(options, context, cancellation);
        var files = folder is null ? await WorkspaceSnapshot.OfAsync(source, repository, cancellation) : null;
        var request = new RunRequest
        {
            Owner = name.Owner,
            Repository = name.Name,
            Workflow = workflow,
            WorkflowPath = PathInRepository(workflow.Path, source),
            EventName = start.Name,
            Event = start.Payload,
            Inputs = start.Inputs,
            Sha = repository?.Sha ?? new string('0', 40),
            Ref = repository?.Ref ?? "refs/heads/main",
            Actor = repository?.Actor ?? "local",
            Secrets = SecretSource.Read(options, context),
            Variables = NamedValues.Parse("--var", options.Vars),
            ExtraEnv = NamedValues.Parse("--env", options.Env),
            Jobs = options.Jobs,
            Matrix = Matrix(),
            MaxParallel = options.MaxParallel,
            CheckoutSource = folder is null ? $"a clean copy of {source}" : $"{folder} itself",
            ScaleSet = LocalRun.ScaleSetName,
        };
        var parallel = folder is not null ? 1 : options.MaxParallel ?? Math.Max(2, Environment.ProcessorCount);
        return new(workflow, request, await program, files, folder, parallel);
    }

    /// <summary>What is known for a listing. Inputs that were not given are missing there, which is no error yet.</summary>
    public RunInputs ListingInputs(Workflow workflow)
    {
        var known = new RunInputs
        {
            Vars = ExpressionValue.Of(NamedValues.Parse("--var", options.Vars)),
            Jobs = options.Jobs,
            Matrix = Matrix(),
        };
        try
        {
            return known with { Inputs = EventChoice.Make(options, workflow, context).Inputs };
        }
        catch (CliException) when (options is { Inputs.Count: 0, Event: null, EventFile: null })
        {
            return known;
        }
    }

    /// <summary>
    /// Refuses jobs that are known to want another system than this one. Labels that are computed are checked when their
    /// job is queued.
    /// </summary>
    public void RefuseForeignLabels(Workflow workflow)
    {
        if (options.AnyLabel)
        {
            return;
        }

        var refused = workflow
            .Jobs.Where(job =>
                options.Jobs.Count == 0 || options.Jobs.Contains(job.Id, StringComparer.OrdinalIgnoreCase)
            )
            .Where(job => job.RunsOn.IsLiteral)
            .Select(job => (job, labels: ForeignLabels.Among(Labels(job.RunsOn.Evaluate(NoScope.Instance)))))
            .Where(entry => entry.labels.Count > 0)
            .Select(entry =>
                $"{workflow.Path}:{entry.job.RunsOn.Position}: job '{entry.job.Id}' wants {string.Join(", ", entry.labels)}"
            )
            .ToList();
        if (refused.Count > 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{string.Join("; ", refused)}, which this machine is not; --any-label runs it all the same, --job chooses others"
            );
        }
    }

    private static IEnumerable<string> Labels(ExpressionValue runsOn) =>
        runsOn.Kind switch
        {
            ExpressionKind.String => [runsOn.AsString],
            ExpressionKind.Array => runsOn.Items.SelectMany(Labels),
            ExpressionKind.Object when runsOn.Properties.TryGetValue("labels", out var labels) => Labels(labels),
            _ => [],
        };

    /// <summary>Refuses to choose jobs that are not there.</summary>
    /// <exception cref="CliException">The message names those that are.</exception>
    public void CheckJobs(Workflow workflow)
    {
        foreach (var job in options.Jobs.Where(job => workflow.FindJob(job) is null))
        {
            var known = string.Join(", ", workflow.Jobs.Select(j => j.Id));
            throw new CliException(ExitCodes.Usage, $"--job {job}: {workflow.Path} has no such job; it has {known}");
        }
    }

    /// <summary>Refuses a choice of matrix values that leaves nothing to run: it is a slip, and would look like success.</summary>
    /// <exception cref="CliException">The message names the choice.</exception>
    public void CheckMatrix(Workflow workflow)
    {
        if (options.Matrix.Count == 0)
        {
            return;
        }

        var jobs = PlanListing.Of(workflow, ListingInputs(workflow)).Jobs;
        if (jobs.Any(job => job.Note is not null && !job.IsLeftOut))
        {
            // Some matrix is known only when other jobs have run.
            return;
        }

        var keys = jobs.SelectMany(job => job.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!jobs.Any(job => job.Cells.Count > 0) || Matrix().Any(choice => !keys.Contains(choice.Key)))
        {
            throw new CliException(
                ExitCodes.Usage,
                $"--matrix {string.Join(" --matrix ", options.Matrix)}: no job of {workflow.Path} has such a cell; "
                    + $"those that there are: deskrun run --list {workflow.Path}"
            );
        }
    }

    /// <summary>The steps that the chosen runner cannot do, with their places.</summary>
    public IReadOnlyList<string> LocalActions(RunPlan plan) =>
        plan.Program.Kind != "builtin"
            ? []
            :
            [
                .. plan
                    .Workflow.Jobs.Where(job =>
                        options.Jobs.Count == 0 || options.Jobs.Contains(job.Id, StringComparer.OrdinalIgnoreCase)
                    )
                    .SelectMany(job => job.Steps)
                    .Where(step => step.Kind is StepKind.LocalAction)
                    .Select(step => $"{step.Uses} ({plan.Workflow.Path}:{step.Position.Line})"),
            ];

    /// <summary>The values of <c>--matrix</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Matrix() => [.. options.Matrix.Select(MatrixValue)];

    private static KeyValuePair<string, string> MatrixValue(string text)
    {
        var (key, value) = NamedValues.Parse("--matrix", [text], ':').Single();
        return KeyValuePair.Create(key, value);
    }

    private static string Existing(string folder) =>
        Directory.Exists(folder)
            ? folder
            : throw new CliException(ExitCodes.Usage, $"--workspace {folder}: no such folder");

    private string PathInRepository(string path, string root)
    {
        var relative = Path.GetRelativePath(root, Path.GetFullPath(path, context.WorkingFolder));
        return relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFileName(path)
            : relative.Replace('\\', '/');
    }

    private sealed class NoScope : IExpressionScope
    {
        public static NoScope Instance { get; } = new();

        public ExpressionValue? FindContext(string name) => null;

        public bool? CheckStatus(string name) => null;

        public string? HashFiles(IReadOnlyList<string> patterns) => null;
    }
}
