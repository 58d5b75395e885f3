using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Judging;

/// <summary>What the RGD's annotations say about how its compute is to be judged.</summary>
public sealed record ContractSettings
{
    /// <summary>The id of the compute's resource, when the RGD names it.</summary>
    public string? Compute { get; init; }

    /// <summary>The runner's container in a Pod.</summary>
    public string Container { get; init; } = "runner";

    /// <summary>The forced source, when the RGD names one.</summary>
    public CompletionSource? Completion { get; init; }

    /// <summary>Where the phase is, when the RGD says so.</summary>
    public FieldPath? PhasePath { get; init; }

    /// <summary>Where the exit code is, when the RGD says so.</summary>
    public FieldPath? ExitCodePath { get; init; }

    /// <summary>Where the message is, when the RGD says so.</summary>
    public FieldPath? MessagePath { get; init; }

    /// <summary>The words for the phases.</summary>
    public PhaseWords Words { get; init; } = new();

    /// <summary>The limits that the RGD sets, by annotation key.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Limits { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Annotations under our prefix that are wrong; each names key, value and what was expected.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Reads an RGD's annotations.</summary>
    public static ContractSettings Read(RunnerGraph graph)
    {
        List<string> problems = [];
        var limits = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var key in _limitKeys)
        {
            if (graph.Annotations.TryGetValue(key, out var text))
            {
                if (GoDuration.TryParse(text, out var limit))
                {
                    limits[key] = limit;
                }
                else
                {
                    problems.Add($"the annotation {key}='{text}' of {graph.Name} is not {GoDuration.Expected}");
                }
            }
        }

        if (Value(graph, ContractKeys.Compute) is { } id && graph.Nodes.All(n => n.Id != id))
        {
            problems.Add(
                $"the annotation {ContractKeys.Compute}='{id}' of {graph.Name} names no resource; "
                    + $"it has {string.Join(", ", graph.Nodes.Select(n => n.Id))}"
            );
        }

        return new ContractSettings
        {
            Compute = Value(graph, ContractKeys.Compute),
            Container = Value(graph, ContractKeys.Container) ?? "runner",
            Completion = ReadCompletion(graph, problems),
            PhasePath = ReadPath(graph, ContractKeys.PhasePath, problems),
            ExitCodePath = ReadPath(graph, ContractKeys.ExitCodePath, problems),
            MessagePath = ReadPath(graph, ContractKeys.MessagePath, problems),
            Words = new PhaseWords(
                Value(graph, ContractKeys.RunningValues),
                Value(graph, ContractKeys.SucceededValues),
                Value(graph, ContractKeys.FailedValues)
            ),
            Limits = limits,
            Problems = problems,
        };
    }

    private static readonly string[] _limitKeys =
    [
        ContractKeys.ProvisionTimeout,
        ContractKeys.JobTimeout,
        ContractKeys.IdleTimeout,
        ContractKeys.CleanupTimeout,
        ContractKeys.ErrorGrace,
    ];

    private static string? Value(RunnerGraph graph, string key) =>
        graph.Annotations.TryGetValue(key, out var text) && text.Trim().Length > 0 ? text.Trim() : null;

    private static CompletionSource? ReadCompletion(RunnerGraph graph, List<string> problems)
    {
        switch (Value(graph, ContractKeys.Completion))
        {
            case null:
                return null;
            case "status":
                return CompletionSource.Status;
            case "child":
                return CompletionSource.Child;
            case "ready":
                return CompletionSource.Ready;
            case var other:
                problems.Add(
                    $"the annotation {ContractKeys.Completion}='{other}' of {graph.Name} is not status, child or ready"
                );
                return null;
        }
    }

    private static FieldPath? ReadPath(RunnerGraph graph, string key, List<string> problems)
    {
        if (Value(graph, key) is not { } text)
        {
            return null;
        }

        if (FieldPath.TryParse(text, out var path, out var error))
        {
            return path;
        }

        problems.Add($"the annotation {key} of {graph.Name}: {error}");
        return null;
    }
}
