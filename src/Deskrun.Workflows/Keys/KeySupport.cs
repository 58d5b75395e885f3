namespace Deskrun.Workflows.Keys;

/// <summary>What becomes of a key of the workflow syntax.</summary>
public enum KeySupport
{
    /// <summary>It does what it does on GitHub.</summary>
    Runs,

    /// <summary>It is read and means nothing here; it is listed once.</summary>
    Ignored,

    /// <summary>It cannot run yet; a workflow that has it does not start.</summary>
    Refused,
}
