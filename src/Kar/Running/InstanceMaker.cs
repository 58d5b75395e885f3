using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Removal;
using Deskrun.RunnerContract.Secrets;
using Kar.Telling;

namespace Kar.Running;

/// <summary>Creates Secret and instance, or takes over what this same kar had made before.</summary>
internal sealed class InstanceMaker(KubeClient client, RunPlan plan, Identity identity, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _secretPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _servedPatience = TimeSpan.FromSeconds(30);

    /// <summary>Whether the Secret is of this kar's making.</summary>
    public bool HasMadeSecret { get; private set; }

    /// <summary>Makes both; the instance is returned as the server keeps it.</summary>
    /// <param name="instance">The instance's manifest.</param>
    /// <param name="secret">The Secret's manifest; null when none is to be made.</param>
    /// <param name="cancellation">Ends waiting; a request that was sent is always waited for.</param>
    public async Task<JsonObject> MakeAsync(JsonObject instance, JsonObject? secret, CancellationToken cancellation)
    {
        if (secret is not null && await MakeSecretAsync(secret, cancellation) is { } adopted)
        {
            return adopted;
        }

        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await client.CreateAsync(
                    plan.Instances,
                    identity.Namespace,
                    instance,
                    null,
                    CancellationToken.None
                );
            }
            catch (KubeException e) when (e.AlreadyExists)
            {
                if (await ResolveAsync(cancellation) is { } ours)
                {
                    return ours;
                }
            }
            catch (KubeException e) when (e.NotFound && time.GetElapsedTime(start) < _servedPatience)
            {
                // With several API servers a new kind is not served by all of them at once.
                log.Info($"{plan.Instances} is not served by every API server yet");
                await Task.Delay(_pause, time, cancellation);
            }
            catch (KubeException e) when (e.Invalid || e.NotFound)
            {
                throw new SetupException(
                    $"the API server refuses the {plan.Graph.Kind} {identity.Runner}: {e.Message}"
                );
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<JsonObject?> MakeSecretAsync(JsonObject secret, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await client.CreateAsync(WellKnown.Secrets, identity.Namespace, secret, null, CancellationToken.None);
                HasMadeSecret = true;
                return null;
            }
            catch (KubeException e) when (e.AlreadyExists)
            {
                if (e.EarlierAnswerLost)
                {
                    return null;
                }

                // Secrets are never read, so the instance of the same maker tells whose this one is.
                if (await ResolveAsync(cancellation) is { } ours)
                {
                    return ours;
                }
            }

            if (time.GetElapsedTime(start) > _secretPatience)
            {
                var name = plan.Secret.Name;
                throw new SetupException(
                    $"the Secret {identity.Namespace}/{name} exists already and does not go; if nobody needs it: "
                        + InstanceRemoval.Delete(WellKnown.Secrets, identity.Namespace, name)
                );
            }

            log.Info($"the Secret {plan.Secret.Name} of an earlier run is still there; waiting for it to go");
            await Task.Delay(_pause, time, cancellation);
        }
    }

    /// <summary>Ours is returned; an earlier Pod's is removed; anybody else's is an error.</summary>
    private async Task<JsonObject?> ResolveAsync(CancellationToken cancellation)
    {
        var existing = await client.FindAsync(plan.Instances, identity.Namespace, identity.Runner, cancellation);
        switch (existing is null ? Claim.Ours : Claims.Judge(existing, identity))
        {
            case Claim.Ours when existing?.Text("metadata", "deletionTimestamp") is null:
                if (existing is not null)
                {
                    log.Info($"taking over the {plan.Graph.Kind} that this Pod had made before");
                }

                return existing;
            case Claim.Foreign:
                throw new SetupException(
                    $"the {plan.Graph.Kind} {identity.Namespace}/{identity.Runner} exists already: {Claims.Describe(existing!)}; "
                        + $"if nobody needs it: {InstanceRemoval.Delete(plan.Instances, identity.Namespace, identity.Runner)}"
                );
            default:
                await RemoveEarlierAsync(existing!, cancellation);
                return null;
        }
    }

    private async Task RemoveEarlierAsync(JsonObject earlier, CancellationToken cancellation)
    {
        log.Info($"an earlier Pod of this name left the {plan.Graph.Kind} {identity.Runner}; waiting for it to go");
        var uid = earlier.Uid();
        var seen = StatusContract.Read(earlier, plan.Contract);
        var used = seen is { Phase: >= RunnerPhase.Running } or { ExitCode: not null };
        await client.DeleteAsync(
            plan.Instances,
            identity.Namespace,
            identity.Runner,
            new DeleteOptions { Uid = uid },
            cancellation
        );
        if (plan.Secret.Kind == SecretRouteKind.Own)
        {
            await client.DeleteAsync(WellKnown.Secrets, identity.Namespace, plan.Secret.Name, null, cancellation);
        }

        var start = time.GetTimestamp();
        while (true)
        {
            var now = await client.FindAsync(plan.Instances, identity.Namespace, identity.Runner, cancellation);
            if (now is null || now.Uid() != uid)
            {
                break;
            }

            if (time.GetElapsedTime(start) > plan.Limits.Cleanup)
            {
                throw new SetupException(
                    $"the {plan.Graph.Kind} {identity.Runner} of an earlier Pod does not go within {GoDuration.Format(plan.Limits.Cleanup)}: "
                        + InstanceRemoval.Delete(plan.Instances, identity.Namespace, identity.Runner)
                );
            }

            await Task.Delay(_pause, time, cancellation);
        }

        if (used)
        {
            throw new JitUsedException(
                $"an earlier Pod of this name already ran this runner ({seen!.Source}: {seen.Phase}); its JIT config is used and is not started again"
            );
        }
    }
}
