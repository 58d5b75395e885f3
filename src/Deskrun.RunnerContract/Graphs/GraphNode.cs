namespace Deskrun.RunnerContract.Graphs;

/// <summary>One resource of an RGD.</summary>
/// <param name="Id">Its id, unique in the RGD.</param>
/// <param name="ApiVersion">The API version of what it makes or reads.</param>
/// <param name="Kind">The kind of what it makes or reads.</param>
/// <param name="IsExternal">Whether it only reads an object that somebody else made.</param>
/// <param name="Template">The template, or the external reference.</param>
/// <param name="ReadyWhen">Its <c>readyWhen</c> expressions.</param>
/// <param name="IncludeWhen">Its <c>includeWhen</c> expressions.</param>
/// <param name="IsCollection">Whether <c>forEach</c> makes many of it.</param>
public sealed record GraphNode(
    string Id,
    string ApiVersion,
    string Kind,
    bool IsExternal,
    JsonObject Template,
    IReadOnlyList<string> ReadyWhen,
    IReadOnlyList<string> IncludeWhen,
    bool IsCollection
)
{
    /// <summary>The API group, empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/') is var slash and >= 0 ? ApiVersion[..slash] : "";
}
