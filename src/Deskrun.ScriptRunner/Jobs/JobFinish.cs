using Deskrun.ScriptRunner.Processes;
using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Templates;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>The step "Complete job": evaluates the job's outputs and ends what its steps left running.</summary>
internal static class JobFinish
{
    /// <summary>Does it.</summary>
    /// <returns>The outputs that may leave the runner; null when they cannot be evaluated, which fails the job.</returns>
    public static IReadOnlyDictionary<string, string>? Run(JobState state, StepReport report, OrphanSweeper sweeper)
    {
        var outputs = Outputs(state, report);
        report.Write("Cleaning up orphan processes");
        foreach (var orphan in sweeper.Sweep())
        {
            report.Write($"Terminate orphan process: pid ({orphan.Id}) ({orphan.Name})");
        }

        return outputs;
    }

    private static Dictionary<string, string>? Outputs(JobState state, StepReport report)
    {
        var outputs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (state.Message.Outputs is not { } token)
        {
            return outputs;
        }

        report.Write("Evaluate and set job outputs");
        try
        {
            var evaluator = new TemplateEvaluator(new JobScope(state, state.Variables()));
            foreach (var (name, value) in evaluator.Texts(token, "outputs").Where(o => o.Value.Length > 0))
            {
                if (state.Masker.Apply(value) != value)
                {
                    report.Add(new Issue(IssueLevel.Warning, $"Skip output '{name}' since it may contain secret."));
                    continue;
                }

                report.Write($"Set output '{name}'");
                outputs[name] = value;
            }
        }
        catch (ExpressionException e)
        {
            report.Add(new Issue(IssueLevel.Error, "Fail to evaluate job outputs"));
            report.Add(new Issue(IssueLevel.Error, e.Message));
            state.Worsen(Conclusion.Failed);
            return null;
        }

        return outputs;
    }
}
