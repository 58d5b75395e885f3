using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deskrun.ActionsService.Faults;

/// <summary>
/// What goes wrong on purpose. Numbers say how many times; a fault that has happened so often is over. For tests and
/// for <c>deskrun service --faults FILE</c>.
/// </summary>
public sealed record ServiceFaults
{
    /// <summary>Calls that are answered wrongly.</summary>
    // Generated readers of JSON set every init property: a default must be one of reading, not of making.
    public IReadOnlyList<ResponseFault> Responses
    {
        get => field ?? [];
        init;
    }

    /// <summary>New sessions that come without a <c>messageQueueUrl</c>.</summary>
    public int EmptyMessageQueueUrl { get; init; }

    /// <summary>Refreshed sessions that turn out to be evicted (404).</summary>
    public int EvictSession { get; init; }

    /// <summary>Scale sets that are gone when a session is opened.</summary>
    public int VanishScaleSet { get; init; }

    /// <summary>Just-in-time configurations refused because the name is taken.</summary>
    public int AgentExists { get; init; }

    /// <summary>Removals of runners refused because of a job.</summary>
    public int JobStillRunning { get; init; }

    /// <summary>Messages that carry the statistics of the message before.</summary>
    public int StatisticsLag { get; init; }

    /// <summary>Jobs whose end is told twice.</summary>
    public int DuplicateJobCompleted { get; init; }

    /// <summary>Messages name every job's <c>runnerRequestId</c> as 0.</summary>
    public bool RunnerRequestIdZero { get; init; }

    /// <summary>The disk for logs is full after so many bytes; null for never.</summary>
    public long? DiskFullAfterBytes { get; init; }

    /// <summary>Reads a JSON file; property names as here in camelCase, comments and trailing commas allowed.</summary>
    /// <exception cref="InvalidDataException">The file is not readable or holds something else.</exception>
    public static ServiceFaults Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ServiceFaultsJson.Default.ServiceFaults)
                ?? throw new JsonException("the file holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"cannot read the faults in {path}: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(ServiceFaults))]
internal sealed partial class ServiceFaultsJson : JsonSerializerContext;
