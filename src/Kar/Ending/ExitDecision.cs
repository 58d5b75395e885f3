using Deskrun.RunnerContract.Judging;

namespace Kar.Ending;

/// <summary>The exit code that is honest towards ARC, and the truth in one line.</summary>
/// <param name="Exit">The code to end with.</param>
/// <param name="Text">The truth, for termination message and Event.</param>
internal sealed record ExitDecision(ExitCode Exit, string Text)
{
    /// <summary>Whether ARC could misread the verdict's own code, so that <see cref="JobEvidence"/> must be asked for.</summary>
    public static bool NeedsEvidence(Verdict verdict, bool ran) => ran && ExitCodes.Of(verdict).Code is not (0 or 7);

    /// <summary>
    /// Decides. Once the compute ran, its JIT config is used: a failing exit is only allowed when ARC knows of a job (it
    /// then deletes the runner) or when there is no ARC. Else 0 makes ARC delete and replace the runner.
    /// </summary>
    public static ExitDecision Make(Verdict verdict, bool ran, JobEvidence evidence)
    {
        var own = ExitCodes.Of(verdict);
        var text = $"{own.Name}: {verdict.Message}";
        return
            NeedsEvidence(verdict, ran)
            && evidence is JobEvidence.NoJobSeen or JobEvidence.Unknown
            && own.Code is not (0 or 7)
            ? new ExitDecision(
                ExitCodes.Succeeded,
                $"{text} (exit code 0 instead of {own.Code}: the JIT config is used, and "
                    + (
                        evidence == JobEvidence.Unknown
                            ? "whether ARC knows of the job is unknown"
                            : "ARC knows of no job yet"
                    )
                    + ", so that it would start the same JIT config again)"
            )
            : new ExitDecision(own, text);
    }
}
