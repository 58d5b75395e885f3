namespace Deskrun.Workflows.Keys;

/// <summary>A key of GitHub's workflow syntax.</summary>
/// <param name="Path">Where it stands, such as <c>jobs.&lt;job_id&gt;.steps[*].run</c>.</param>
/// <param name="Support">What becomes of it.</param>
/// <param name="Note">What is particular about it; for ignored and refused keys why, and the way out.</param>
/// <param name="Availability">The contexts and functions that its expressions may use.</param>
public sealed record WorkflowKey(string Path, KeySupport Support, string Note, Availability Availability)
{
    /// <summary>The key itself, without the path to it.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The path of the mapping that it stands in; empty at the root.</summary>
    public string Parent => Path.LastIndexOf('.') is >= 0 and var dot ? Path[..dot] : "";
}
