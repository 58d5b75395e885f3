namespace Deskrun.Rendering.Runs;

/// <summary>Where the log of a step stands in its groups.</summary>
internal sealed class LogFold
{
    private bool first = true;

    /// <summary>Whether a group is open.</summary>
    public bool InGroup { get; private set; }

    /// <summary>
    /// Whether the open group only repeats what the workflow file says: the first group of a <c>run</c> step shows its
    /// script and environment.
    /// </summary>
    public bool Folded { get; private set; }

    public void Open(string title)
    {
        Folded = first && title.StartsWith("Run ", StringComparison.Ordinal);
        InGroup = true;
        first = false;
    }

    public void Close() => InGroup = Folded = false;

    public void Line() => first = false;
}
