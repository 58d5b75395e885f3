using System.Globalization;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;
using Kar.Settings;

namespace Kar.Running;

/// <summary>Builds the objects that kar creates; pure.</summary>
internal static class Manifests
{
    /// <summary>The instance of the RGD's kind; holds no secret.</summary>
    public static JsonObject Instance(RunPlan plan, Identity identity, JsonObject spec) =>
        new()
        {
            ["apiVersion"] = plan.Graph.ApiVersion,
            ["kind"] = plan.Graph.Kind,
            ["metadata"] = Metadata(identity.Runner, identity, plan.Limits),
            ["spec"] = spec.DeepClone(),
        };

    /// <summary>The Secret with the JIT config: the one place where it is written.</summary>
    public static JsonObject Secret(SecretRoute route, Identity identity, RunLimits limits, JitConfig jit) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = Metadata(route.Name, identity, limits),
            ["type"] = "Opaque",
            ["immutable"] = true,
            ["stringData"] = new JsonObject { [route.Key] = jit.Reveal() },
        };

    private static JsonObject Metadata(string name, Identity identity, RunLimits limits)
    {
        var labels = new JsonObject { [ContractKeys.ManagedBy] = ContractKeys.ManagedByKar };

        // A label's value is shorter than an object's name may be; the annotation always has it.
        if (identity.Runner.Length <= 63)
        {
            labels[ContractKeys.Runner] = identity.Runner;
        }

        var annotations = new JsonObject
        {
            [ContractKeys.Runner] = identity.Runner,
            [ContractKeys.ScaleSet] = identity.ScaleSet,
            [ContractKeys.OwnerName] = identity.OwnerName,
        };
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = identity.Namespace,
            ["labels"] = labels,
            ["annotations"] = annotations,
        };
        if (identity.Pod is { } pod)
        {
            annotations[ContractKeys.OwnerUid] = pod.Uid;
            metadata["ownerReferences"] = new JsonArray(pod.ToReference());
        }
        else
        {
            annotations[ContractKeys.Expires] = Expiry(identity.Now, limits);
        }

        return metadata;
    }

    /// <summary>When nothing of this run can be wanted any more: all deadlines, and a day where there is none.</summary>
    private static string Expiry(DateTimeOffset now, RunLimits limits)
    {
        var job = limits.Job > TimeSpan.Zero ? limits.Job : TimeSpan.FromHours(144);
        return (now + limits.Provision + job + limits.Cleanup).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture
        );
    }
}
