using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Yaml;

/// <summary>A value of a YAML file. An alias is the very node of its anchor.</summary>
/// <param name="Position">Where it starts.</param>
internal abstract record YamlNode(SourcePosition Position)
{
    /// <summary>How many nodes it has, with aliases counted as often as they are used.</summary>
    public abstract int Size { get; }

    /// <summary>What it is, in words that follow "is".</summary>
    public abstract string Kind { get; }
}
