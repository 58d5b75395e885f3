using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Judging;

/// <summary>
/// Reads the contract's fields from an instance, each where the RGD's annotation says, else in <c>status.runner</c>,
/// else in <c>status</c>.
/// </summary>
public static class StatusContract
{
    /// <summary>The observation, or null when neither a phase nor an exit code is there.</summary>
    public static Observation? Read(JsonObject instance, ContractSettings settings)
    {
        var (phaseNode, phaseSource) = Find(instance, settings.PhasePath, "phase");
        var (codeNode, codeSource) = Find(instance, settings.ExitCodePath, "exitCode");
        var word = phaseNode.Loose();
        var code = codeNode.LooseWhole();
        if (string.IsNullOrWhiteSpace(word) && code is null)
        {
            return null;
        }

        var phase = string.IsNullOrWhiteSpace(word) ? null : settings.Words.Find(word);
        var message = Find(instance, settings.MessagePath, "message").Node.Loose();
        return new Observation(phase, code is null ? phaseSource : codeSource)
        {
            ExitCode = code is >= int.MinValue and <= int.MaxValue ? (int)code : null,
            Message = string.IsNullOrWhiteSpace(message) ? null : message,
            Compute =
                Find(instance, null, "computeName").Node.Text() ?? Find(instance, null, "computeRef").Node.Text("name"),
            Uid = Find(instance, null, "computeRef").Node.Text("uid"),
            Waiting =
                word is not null && phase is null && word.Trim().Length > 0
                    ? $"{phaseSource} says '{word}', which is no known phase; explain it with an annotation such as {ContractKeys.SucceededValues}"
                    : null,
        };
    }

    /// <summary>Where an RGD's own schema projects the contract; null when it projects neither phase nor exit code.</summary>
    public static string? DeclaredSource(RunnerGraph graph, ContractSettings settings) =>
        settings.PhasePath is not null ? settings.PhasePath.Source
        : settings.ExitCodePath is not null ? settings.ExitCodePath.Source
        : new[] { "phase", "exitCode" }
            .SelectMany(field =>
                new[]
                {
                    (Node: graph.StatusSchema.At("runner", field), Name: $"status.runner.{field}"),
                    (Node: graph.StatusSchema.At(field), Name: $"status.{field}"),
                }
            )
            .Where(found => found.Node is not null)
            .Select(found => found.Name)
            .FirstOrDefault();

    private static (JsonNode? Node, string Source) Find(JsonObject instance, FieldPath? path, string field)
    {
        if (path?.Read(instance) is { } byPath)
        {
            return (byPath, path.Source);
        }

        var status = instance.At("status");
        return status.At("runner", field) is { } nested
            ? (nested, $"status.runner.{field}")
            : (status.At(field), $"status.{field}");
    }
}
