using System.Text.Json.Serialization;

namespace Deskrun.GitHub.Wire.Json;

/// <summary>Every answer that is read. Names are matched without regard to case; unknown members are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(RegistrationAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(InstallationAnswer))]
[JsonSerializable(typeof(ListAnswer<GroupAnswer>), TypeInfoPropertyName = "Groups")]
[JsonSerializable(typeof(ListAnswer<ScaleSetAnswer>), TypeInfoPropertyName = "ScaleSets")]
[JsonSerializable(typeof(ListAnswer<RunnerAnswer>), TypeInfoPropertyName = "Runners")]
[JsonSerializable(typeof(ListAnswer<long>), TypeInfoPropertyName = "Numbers")]
[JsonSerializable(typeof(ListAnswer<JobAnswer>), TypeInfoPropertyName = "Jobs")]
[JsonSerializable(typeof(ScaleSetAnswer))]
[JsonSerializable(typeof(RunnerAnswer))]
[JsonSerializable(typeof(JitAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(JobAnswer))]
internal sealed partial class WireJson : JsonSerializerContext;
