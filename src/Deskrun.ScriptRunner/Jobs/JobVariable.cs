namespace Deskrun.ScriptRunner.Jobs;

/// <summary>A variable of the job message. Never prints its value.</summary>
internal sealed record JobVariable(string Value, bool IsSecret)
{
    /// <inheritdoc />
    public override string ToString() => IsSecret ? "secret" : "variable";
}
