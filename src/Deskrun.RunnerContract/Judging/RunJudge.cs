using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Judging;

/// <summary>
/// Follows one run from what is seen of its instance and its compute until the first terminal observation, which
/// stands. Pure: it is told what was seen and when, asks nothing itself, and is not safe for concurrent use.
/// </summary>
public sealed class RunJudge
{
    private readonly ContractSettings _settings;
    private readonly CompletionPlan _plan;
    private readonly RunLimits _limits;
    private readonly DateTimeOffset _created;
    private readonly List<RunNote> _notes = [];
    private readonly Dictionary<string, string> _uids = new(StringComparer.Ordinal);
    private DateTimeOffset? _errorSince;
    private InstanceState _state = new("", false, false, "");
    private RunnerPhase? _phase;
    private bool _ageJudged;
    private bool _jobTaken;
    private bool _isUntold;

    /// <summary>Begins to follow a run.</summary>
    /// <param name="settings">What the RGD's annotations say.</param>
    /// <param name="plan">From what the end is learnt.</param>
    /// <param name="limits">The deadlines.</param>
    /// <param name="created">When the instance was created.</param>
    public RunJudge(ContractSettings settings, CompletionPlan plan, RunLimits limits, DateTimeOffset created) =>
        (_settings, _plan, _limits, _created) = (settings, plan, limits, created);

    /// <summary>The end; null while there is none.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>When the compute was first seen to run (or to have run); null before.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    /// <summary>The compute's name, when known.</summary>
    public string? Compute { get; private set; }

    /// <summary>The cause of waiting that was seen last; null when nothing waits.</summary>
    public string? Waiting { get; private set; }

    /// <summary>The next moment at which <see cref="Tick"/> has something to say; null when there is none.</summary>
    public DateTimeOffset? NextDeadline =>
        Verdict is not null ? null
        : RunningSince is { } since
            ? Earliest(
                _limits.Job > TimeSpan.Zero ? since + _limits.Job : null,
                _limits.Idle > TimeSpan.Zero && !_jobTaken ? since + _limits.Idle : null
            )
        : Earliest(_created + _limits.Provision, _errorSince + _limits.ErrorGrace);

    /// <summary>
    /// Whether the status told that the compute runs and now tells nothing: the compute may be gone, or the graph was
    /// edited under it. Only a look at the compute itself can say which.
    /// </summary>
    public bool IsUntold => Verdict is null && _isUntold && RunningSince is not null;

    /// <summary>What KRO says of the instance, in one line; empty when it says nothing.</summary>
    public string Detail => _state.Detail.Length > 0 ? _state.Detail : _state.State;

    /// <summary>The facts noted since the last call.</summary>
    public IReadOnlyList<RunNote> TakeNotes()
    {
        RunNote[] notes = [.. _notes];
        _notes.Clear();
        return notes;
    }

    /// <summary>The instance was seen.</summary>
    public void SeeInstance(JsonObject instance, DateTimeOffset now)
    {
        if (Verdict is not null)
        {
            return;
        }

        JudgeAge(instance);
        var state = InstanceState.Read(instance);
        var seen = _plan.Source switch
        {
            CompletionSource.Status => StatusContract.Read(instance, _settings),
            CompletionSource.Ready when state.State == "ACTIVE" => new Observation(
                RunnerPhase.Succeeded,
                "state ACTIVE"
            ),
            _ => null,
        };
        _isUntold = _plan is { Source: CompletionSource.Status, TellsRunning: true } && seen is null;
        if (seen is { IsTerminal: true } && (seen.IsSuccess || !state.IsDeleting))
        {
            See(seen, now);
        }

        if (state.IsDeleting)
        {
            End(new Verdict(RunOutcome.Cancelled, "somebody else deleted the instance", "metadata.deletionTimestamp"));
        }

        if (seen is { IsTerminal: false })
        {
            See(seen, now);
        }

        SeeState(state, now);
    }

    /// <summary>The instance does not exist any more.</summary>
    public void SeeInstanceGone() =>
        End(new Verdict(RunOutcome.Cancelled, "somebody else deleted the instance; it is gone", "watch"));

    /// <summary>An object in which the job runs was seen.</summary>
    public void SeeChild(JsonObject child, DateTimeOffset now)
    {
        var kind = child.Text("kind") ?? "";
        var group =
            child.Text("apiVersion") is { } version && version.IndexOf('/') is var slash and > 0
                ? version[..slash]
                : "";
        if (Verdict is not null || ComputeKinds.JudgeOf(group, kind) is not { } judge)
        {
            return;
        }

        var seen = judge.Judge(child, _settings);
        if (IsReplaced(kind, seen.Uid))
        {
            EndReplaced(seen);
            return;
        }

        var deleting = child.Text("metadata", "deletionTimestamp") is not null;
        if (deleting && seen.IsTerminal && !(seen.IsSuccess && judge.IsSuccessSureWhileDeleted))
        {
            End(new Verdict(RunOutcome.Lost, $"{seen.Source} was deleted while it ran", seen.Source, seen.ExitCode));
            return;
        }

        See(seen, now);
    }

    /// <summary>An object in which the job ran does not exist any more.</summary>
    public void SeeChildGone(JsonObject child)
    {
        var uid = child.Uid();
        if (uid is not null && _uids.ContainsValue(uid))
        {
            End(
                new Verdict(RunOutcome.Lost, $"{child.Text("kind")} {child.Name()} was deleted before its end", "watch")
            );
        }
    }

    /// <summary>The compute was looked for, and it does not exist.</summary>
    /// <param name="what">What is missing, such as <c>Pod demo-1</c>.</param>
    public void SeeComputeMissing(string what) =>
        End(new Verdict(RunOutcome.Lost, $"{what} was deleted before its end: it does not exist any more", "a look"));

    /// <summary>A job was seen on the runner, so that the idle deadline no longer holds.</summary>
    public void SeeJobTaken() => _jobTaken = true;

    /// <summary>Whether the idle deadline has passed; the caller then looks for a job before it ends the run.</summary>
    public bool IsIdleDue(DateTimeOffset now) =>
        Verdict is null && !_jobTaken && _limits.Idle > TimeSpan.Zero && RunningSince + _limits.Idle <= now;

    /// <summary>The idle deadline passed and no job was seen.</summary>
    public void EndIdle() =>
        End(new Verdict(RunOutcome.IdleTimeout, $"idle time-out: no job came within {Span(_limits.Idle)}", "deadline"));

    /// <summary>This process was told to stop.</summary>
    public void Stop(string signal) => End(new Verdict(RunOutcome.Stopped, $"stopped by {signal}", signal));

    /// <summary>Time has passed.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (RunningSince is { } since)
        {
            if (_limits.Job > TimeSpan.Zero && since + _limits.Job <= now)
            {
                End(
                    new Verdict(
                        RunOutcome.JobTimeout,
                        $"job time-out: still running after {Span(_limits.Job)}",
                        "deadline"
                    )
                );
            }
        }
        else if (_errorSince + _limits.ErrorGrace <= now)
        {
            var text = $"KRO reports an error for longer than {Span(_limits.ErrorGrace)}: {_state.Detail}";
            End(new Verdict(RunOutcome.ProvisionFailed, text, "status.state"));
        }
        else if (_created + _limits.Provision <= now)
        {
            var text = $"provision time-out: the compute does not run after {Span(_limits.Provision)}: {Blocked()}";
            End(new Verdict(RunOutcome.ProvisionTimeout, text, "deadline"));
        }
    }

    /// <summary>A look at the compute from outside the source, only to explain why it waits.</summary>
    public void Explain(JsonObject child)
    {
        if (Verdict is null && ComputeKinds.JudgeOf("", child.Text("kind") ?? "") is { } judge)
        {
            NoteWaiting(judge.Judge(child, _settings).Waiting);
        }
    }

    private void See(Observation seen, DateTimeOffset now)
    {
        Compute = seen.Compute ?? Compute;
        if (_plan.Source != CompletionSource.Child && IsReplaced("compute", seen.Uid))
        {
            EndReplaced(seen);
        }
        else if (seen.IsTerminal)
        {
            RunningSince ??= now;
            var outcome = seen.IsSuccess ? RunOutcome.Succeeded : RunOutcome.Failed;
            End(new Verdict(outcome, Describe(seen), seen.Source, seen.ExitCode));
        }
        else if (RunningSince is not null && _phase == RunnerPhase.Running && seen.Phase < RunnerPhase.Running)
        {
            if (seen.MayFallBack)
            {
                return;
            }

            var text = $"the compute fell back from Running to {seen.Phase}: it was replaced by a new one";
            End(new Verdict(RunOutcome.Lost, text, seen.Source));
        }
        else
        {
            SeePhase(seen, now);
        }
    }

    private void SeePhase(Observation seen, DateTimeOffset now)
    {
        if (seen.Phase is { } phase && phase != _phase)
        {
            _phase = phase;
            _notes.Add(new RunNote(false, $"{seen.Source}: {phase}"));
        }

        if (seen.Phase == RunnerPhase.Running)
        {
            RunningSince ??= now;
        }

        NoteWaiting(seen.Waiting);
    }

    private void SeeState(InstanceState state, DateTimeOffset now)
    {
        if (state.State != _state.State)
        {
            var detail = state.IsError && state.Detail.Length > 0 ? ": " + state.Detail : "";
            _notes.Add(
                new RunNote(state.IsError, $"KRO: {(state.State.Length > 0 ? state.State : "no state")}{detail}")
            );
        }

        _state = state;
        _errorSince = state.IsError ? _errorSince ?? now : null;
        if (!_plan.TellsRunning && state.State == "ACTIVE" && _plan.Source != CompletionSource.Child)
        {
            RunningSince ??= now;
        }
    }

    private void JudgeAge(JsonObject instance)
    {
        if (_ageJudged || KroAges.Judge(instance) is not { } age)
        {
            return;
        }

        _ageJudged = true;
        if (age == KroAge.TooOld)
        {
            End(new Verdict(RunOutcome.ProvisionFailed, KroAges.Refusal, "the version label on the instance"));
        }
        else if (age == KroAge.Older)
        {
            _notes.Add(new RunNote(true, KroAges.OlderWarning));
        }
    }

    private bool IsReplaced(string kind, string? uid)
    {
        if (uid is null)
        {
            return false;
        }

        return !_uids.TryAdd(kind, uid) && _uids[kind] != uid;
    }

    private void EndReplaced(Observation seen) =>
        End(new Verdict(RunOutcome.Lost, $"{seen.Source} was replaced by another of the same name", seen.Source));

    private void NoteWaiting(string? cause)
    {
        if (cause is not null && cause != Waiting)
        {
            _notes.Add(new RunNote(true, $"waiting: {cause}"));
        }

        Waiting = cause;
    }

    private void End(Verdict verdict) => Verdict ??= verdict;

    private string Blocked() =>
        Waiting is { } cause ? cause
        : _state.Detail.Length > 0 ? _state.Detail
        : _state.State.Length > 0 ? $"KRO says {_state.State}"
        : "KRO has not touched the instance; is it running, and does it serve this kind?";

    private static string Describe(Observation seen)
    {
        var what = seen.ExitCode is { } code ? $"exit code {code}" : $"{seen.Phase}";
        return seen.Message is { } message ? $"{what}: {message.ReplaceLineEndings("; ")}" : what;
    }

    private static string Span(TimeSpan span) => GoDuration.Format(span);

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
