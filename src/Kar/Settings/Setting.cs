namespace Kar.Settings;

/// <summary>One setting: how it is given, and what it means. The help and the documentation are made of these.</summary>
/// <param name="Name">Its long flag without dashes; empty when there is none.</param>
/// <param name="Short">Its short flag without dash; empty when there is none.</param>
/// <param name="Variable">Its environment variable; empty when there is none.</param>
/// <param name="Default">What holds when it is not given, in words.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Setting(string Name, string Short, string Variable, string Default, string Meaning)
{
    /// <summary>Another name of the flag.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Whether the flag stands alone, without a value.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>How messages call it.</summary>
    public string Called => Variable.Length > 0 ? Variable : "--" + Name;
}
