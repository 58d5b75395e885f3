using Deskrun.RunnerContract.Parameters;
using Deskrun.RunnerContract.Secrets;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Finding;

/// <summary>Fills the instance's spec from what kar knows, what its Pod's annotations say and <c>KAR_PARAM_*</c>.</summary>
internal sealed class SpecBuilder(KarSettings settings, OwnPod pod, RunLog log)
{
    /// <summary>Fills the spec.</summary>
    /// <exception cref="SetupException">A required field cannot be filled, or a value has the wrong type.</exception>
    public async Task<JsonObject> BuildAsync(RunPlan plan, Identity identity, CancellationToken cancellation)
    {
        var known = Known(plan.Secret, identity);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        if (plan.Graph.SpecFields.Any(f => !known.ContainsKey(f.Name)))
        {
            foreach (var (field, value) in await pod.ReadParametersAsync(cancellation))
            {
                given[field] = value;
            }
        }

        foreach (var (field, value) in settings.Parameters)
        {
            given[field] = value;
        }

        var filled = ParameterFiller.Fill(plan.Graph, known, given);
        foreach (var warning in filled.Warnings)
        {
            log.Warn(warning);
        }

        return filled.Problems.Count == 0 ? filled.Spec : throw new SetupException(string.Join("; ", filled.Problems));
    }

    /// <summary>The contract's own fields.</summary>
    public static Dictionary<string, string> Known(SecretRoute secret, Identity identity)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["runnerName"] = identity.Runner,
            ["scaleSetName"] = identity.ScaleSet,
            ["runnerNamespace"] = identity.Namespace,
        };
        if (secret.Kind != SecretRouteKind.None)
        {
            known["jitConfigSecretName"] = secret.Name;
            known["jitConfigSecretKey"] = secret.Key;
        }

        if (identity.Pod is { } owner)
        {
            known["orchestratorPodName"] = owner.Name;
            known["orchestratorPodUid"] = owner.Uid;
        }

        return known;
    }
}
