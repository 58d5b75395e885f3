namespace Deskrun.RunnerContract.Graphs;

/// <summary>One top-level field of an RGD's <c>spec.schema.spec</c>.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The SimpleSchema type: <c>string</c>, <c>integer</c>, <c>[]string</c>, a custom name …; <c>struct</c> for an inline map.</param>
/// <param name="Required">Whether an instance must have it.</param>
/// <param name="HasDefault">Whether the API server fills it in when it is absent.</param>
public sealed record SchemaField(string Name, string Type, bool Required, bool HasDefault);
