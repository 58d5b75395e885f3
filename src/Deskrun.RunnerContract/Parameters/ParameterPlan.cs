namespace Deskrun.RunnerContract.Parameters;

/// <summary>The spec of an instance and what is wrong with it.</summary>
/// <param name="Spec">The spec; holds no secret.</param>
/// <param name="Problems">What keeps the instance from being created; each names its field.</param>
/// <param name="Warnings">What was given but is not used.</param>
public sealed record ParameterPlan(JsonObject Spec, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings);
