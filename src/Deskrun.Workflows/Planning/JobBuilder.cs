using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>Makes a planned job of a job and one cell of its matrix.</summary>
internal static class JobBuilder
{
    private const double DefaultTimeoutMinutes = 360;

    // GitHub cuts longer names.
    private const int MaxNameLength = 100;

    /// <summary>The planned job.</summary>
    /// <exception cref="ExpressionException">One of its keys cannot be computed.</exception>
    public static PlannedJob Build(Workflow workflow, Job job, JobStrategy strategy, int index, JobScope scope)
    {
        scope = scope with { Matrix = strategy.Cells[index].Values, Strategy = strategy.Context(index) };
        var (labels, group) = ResolveRunsOn(job.RunsOn.Evaluate(scope));
        return new()
        {
            Key = Key(job, strategy, index),
            JobId = job.Id,
            DisplayName = DisplayName(job, strategy, index, scope),
            Labels = labels,
            RunnerGroup = group,
            TimeoutMinutes = Timeout(job.TimeoutMinutes?.Evaluate(scope)),
            ContinueOnError = ContinueOnError(job.ContinueOnError?.Evaluate(scope)),
            Matrix = scope.Matrix,
            Strategy = scope.Strategy,
            Needs = scope.Needs,
            Env = [workflow.Env, job.Env],
            Defaults = workflow.Defaults.Under(job.Defaults),
            Steps = job.Steps,
            Outputs = job.Outputs,
        };
    }

    /// <summary>Names a cell in the run.</summary>
    public static string Key(Job job, JobStrategy strategy, int index) =>
        strategy.HasMatrix ? $"{job.Id}:{index}" : job.Id;

    /// <summary>
    /// The name that GitHub shows: one with expressions as it is computed, else the name or id with the cell's values.
    /// </summary>
    /// <exception cref="ExpressionException">The name cannot be computed.</exception>
    public static string DisplayName(Job job, JobStrategy strategy, int index, JobScope scope)
    {
        scope = scope with { Matrix = strategy.Cells[index].Values, Strategy = strategy.Context(index) };
        var given = job.Name?.Evaluate(scope).Trim() ?? "";
        var name = given.Length > 0 ? given : job.Id;
        if (given.Length == 0 || job.Name!.IsLiteral)
        {
            var parts = string.Join(", ", strategy.Cells[index].NameParts());
            name = parts.Length > 0 ? $"{name} ({parts})" : name;
        }

        return name.Length <= MaxNameLength ? name : name[..(MaxNameLength - 3)] + "...";
    }

    private static (IReadOnlyList<string> Labels, string? Group) ResolveRunsOn(ExpressionValue value)
    {
        if (value.Kind != ExpressionKind.Object)
        {
            var only = Labels(value);
            return only.Count > 0 ? (only, null) : throw new ExpressionException("'runs-on' gives no label");
        }

        var labels = Labels(value.Properties.GetValueOrDefault("labels") ?? ExpressionValue.Null);
        var group = value.Properties.GetValueOrDefault("group")?.ToString();
        return labels.Count > 0 || !string.IsNullOrEmpty(group)
            ? (labels, string.IsNullOrEmpty(group) ? null : group)
            : throw new ExpressionException("'runs-on' gives neither a group nor a label");
    }

    private static IReadOnlyList<string> Labels(ExpressionValue value)
    {
        var items = value.Kind == ExpressionKind.Array ? value.Items : [value];
        return items.All(Coercion.IsPrimitive)
            ? [.. items.Select(i => i.ToString().Trim()).Where(label => label.Length > 0)]
            : throw new ExpressionException("the labels of 'runs-on' must be texts");
    }

    private static double Timeout(ExpressionValue? value) =>
        value?.Kind switch
        {
            null => DefaultTimeoutMinutes,
            ExpressionKind.Number when value.AsNumber > 0 && double.IsFinite(value.AsNumber) => value.AsNumber,
            _ => throw new ExpressionException(
                $"'timeout-minutes' must be a number above 0, but it is {Shown(value)}; fromJSON makes a number of a text"
            ),
        };

    private static bool ContinueOnError(ExpressionValue? value) =>
        value?.Kind switch
        {
            null => false,
            ExpressionKind.Boolean => value.AsBoolean,
            _ => throw new ExpressionException($"'continue-on-error' must be true or false, but it is {Shown(value)}"),
        };

    private static string Shown(ExpressionValue value) => value.Kind == ExpressionKind.Null ? "nothing" : $"'{value}'";
}
