using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Removal;
using Deskrun.RunnerContract.Secrets;
using Kar.Ending;
using Kar.Finding;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Running;

/// <summary>One job from discovery to clean-up.</summary>
internal sealed class JobRun(KubeClient client, KarSettings settings, Place place, RunLog log, TimeProvider time)
{
    private readonly Stages _stages = new(log);
    private PodEvents _events = new(client, null, log, time);

    /// <summary>What to tell when a second signal makes kar leave at once; empty while there is nothing.</summary>
    public string LeftBehind { get; private set; } = "";

    /// <summary>Runs it.</summary>
    /// <param name="signals">What tells kar to stop.</param>
    /// <param name="hostName">The machine's name, which in a Pod is the Pod's.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Signals signals, string? hostName)
    {
        try
        {
            return await RunGuardedAsync(signals, hostName);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return await EndAsync(
                ExitCodes.Stopped,
                $"{ExitCodes.Stopped.Name}: stopped by {signals.Name} before anything ran"
            );
        }
        catch (JitUsedException e)
        {
            return await EndAsync(
                ExitCodes.Succeeded,
                $"{ExitCodes.Lost.Name}: {e.Message} (exit code 0 instead of {ExitCodes.Lost.Code})"
            );
        }
        catch (Exception e) when (e is SetupException or KubeConnectionException)
        {
            return await EndAsync(ExitCodes.NotSetUp, $"{ExitCodes.NotSetUp.Name}: {e.Message}");
        }
        catch (KubeException e)
        {
            return await EndAsync(ExitCodes.ClusterFault, $"{ExitCodes.ClusterFault.Name}: {e.Message}");
        }
    }

    private async Task<int> RunGuardedAsync(Signals signals, string? hostName)
    {
        log.Phase = "finding";
        var pod = new OwnPod(client, settings, place, hostName, log);
        var owner = await pod.FindOwnerAsync(signals.Stop);
        _events = new PodEvents(client, owner, log, time);
        var finder = new GraphFinder(client, settings, log, time);
        var arcMadeSecret = settings.JitSecret == "arc" || (settings.JitSecret == "auto" && place.IsPod);
        var plan = await finder.FindAsync(arcMadeSecret, signals.Stop);
        var identity = new Identity(
            settings.Runner,
            settings.ScaleSet,
            place.Namespace,
            owner,
            owner?.Name ?? $"{hostName}/{Environment.ProcessId}",
            time.GetUtcNow()
        );
        var spec = await new SpecBuilder(settings, pod, log).BuildAsync(plan, identity, signals.Stop);
        TellFound(plan);
        var jit = settings.Jit ?? throw new SetupException("there is no JIT config");
        var secret =
            plan.Secret.Kind == SecretRouteKind.Own ? Manifests.Secret(plan.Secret, identity, plan.Limits, jit) : null;

        log.Phase = "creating";
        log.Instance = $"{place.Namespace}/{settings.Runner}";
        signals.Stop.ThrowIfCancellationRequested();
        LeftBehind = InstanceRemoval.Delete(plan.Instances, place.Namespace, settings.Runner);
        var maker = new InstanceMaker(client, plan, identity, log, time);
        JsonObject instance;
        try
        {
            instance = await maker.MakeAsync(Manifests.Instance(plan, identity, spec), secret, signals.Stop);
        }
        catch (Exception) when (maker.HasMadeSecret)
        {
            await DropSecretAsync(plan);
            throw;
        }

        log.Phase = "provisioning";
        _stages.Reach("created");
        log.Info($"created {plan.Graph.Kind} {settings.Runner} (uid {instance.Uid()})");
        _events.Tell("Created", $"created {plan.Graph.Kind} {settings.Runner} by {plan.Graph.Name}");
        return await FollowAsync(plan, identity, instance, signals);
    }

    private void TellFound(RunPlan plan)
    {
        _stages.Reach("discovered");
        var secret =
            plan.Secret.Kind == SecretRouteKind.None
                ? "no Secret"
                : $"Secret {plan.Secret.Name} (key {plan.Secret.Key})";
        log.Info(
            $"found {plan.Graph.Name}: {plan.Instances}, {secret}; the end is told by {plan.Completion.Source.ToString().ToLowerInvariant()}: {plan.Completion.Why}"
        );
        _events.Tell("Discovered", $"ResourceGraphDefinition {plan.Graph.Name} makes {plan.Graph.Kind}");
        if (plan.Completion.Source == CompletionSource.None)
        {
            log.Warn(plan.Completion.Why);
        }

        if (plan.Secret.Kind == SecretRouteKind.None)
        {
            log.Warn($"{plan.Graph.Name} declares no jitConfigSecretName: its compute cannot register as this runner");
        }
    }

    private async Task<int> FollowAsync(RunPlan plan, Identity identity, JsonObject instance, Signals signals)
    {
        var judge = new RunJudge(plan.Contract, plan.Completion, plan.Limits, time.GetUtcNow());
        var jobs = new JobReader(client, place, settings.Runner, log, time);
        var telling = new RunTelling(log, _stages, _events);
        var silence = settings.GraphCheck ?? GraphLookout.Standard;
        var look = new ComputeLook(client, plan, identity, judge, time);
        var lookout = new GraphLookout(client, plan, look, telling, silence, time);
        var untold = new UntoldLookout(look, judge, telling, time);
        await using var follower = new RunFollower(client, plan, identity, judge, jobs, telling, lookout, untold, time);
        var cleanup = new Cleanup(client, plan, identity, log, time);
        Verdict? verdict = null;
        RunFault? fault = null;
        try
        {
            follower.Start(instance);
            verdict = await follower.FollowAsync(signals.Stop, () => signals.Name);
        }
        catch (RunFault e)
        {
            fault = e;
        }

        verdict ??= new Verdict(RunOutcome.Lost, fault!.Message, "watch");
        _stages.Reach("finished");
        log.Phase = "ending";
        using var patience = new CancellationTokenSource(plan.Limits.Cleanup, time);

        // Before the deletion, which takes away what is read here.
        verdict = await new JobPods(client, plan, place.Namespace, settings.Runner, log, time).RefineAsync(
            verdict,
            judge.Compute,
            follower.Children,
            patience.Token
        );
        log.Info($"the compute's outcome: {verdict.Outcome} ({verdict.Message}), seen in {verdict.Source}");
        var cleaning = cleanup.RunAsync(follower, instance.Uid(), patience.Token);
        var ran = judge.RunningSince is not null;
        var evidence = ExitDecision.NeedsEvidence(verdict, ran)
            ? await jobs.ReadAsync(patience.Token)
            : JobEvidence.JobTaken;
        TellLeft(await cleaning, plan);
        var decision = ExitDecision.Make(verdict, ran, evidence);
        return fault is not null && decision.Exit.Code != 0
            ? await EndAsync(ExitCodes.ClusterFault, $"{ExitCodes.ClusterFault.Name}: {fault.Message}")
            : await EndAsync(decision.Exit, decision.Text);
    }

    private void TellLeft(IReadOnlyList<string> left, RunPlan plan)
    {
        if (left.Count == 0)
        {
            LeftBehind = "";
            _stages.Reach("gone");
            return;
        }

        var text =
            $"cleanup time-out: not gone after {GoDuration.Format(plan.Limits.Cleanup)}; to remove it: {string.Join("; ", left)}";
        log.Error(text);
        _events.Tell("CleanupTimeout", text, warning: true);
    }

    private async Task DropSecretAsync(RunPlan plan)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15), time);
            await client.DeleteAsync(WellKnown.Secrets, place.Namespace, plan.Secret.Name, null, patience.Token);
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException or OperationCanceledException)
        {
            log.Error(
                $"the Secret stays: {InstanceRemoval.Delete(WellKnown.Secrets, place.Namespace, plan.Secret.Name)} ({e.Message})"
            );
        }
    }

    private async Task<int> EndAsync(ExitCode exit, string text)
    {
        log.Phase = "ended";
        _events.Tell(exit.Code == 0 ? "Ended" : exit.Name, text, warning: exit.Code != 0);
        TerminationMessage.Write(settings.TerminationMessage, text, log);
        await _events.FlushAsync();
        var stages = _stages.Summary();
        var line =
            $"{text}; exit code {exit.Code}; {(stages.Length > 0 ? stages : "nothing was reached")}; {GoDuration.Format(log.Elapsed)} in all";
        if (exit.Code == 0)
        {
            log.Info(line);
        }
        else
        {
            log.Error(line);
        }

        return exit.Code;
    }
}
