using System.Text.Json.Serialization;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Journaling;

/// <summary>The lines of the journal.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TimelineEvent))]
internal sealed partial class JournalJson : JsonSerializerContext;
