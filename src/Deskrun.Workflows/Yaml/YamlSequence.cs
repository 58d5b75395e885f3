using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Yaml;

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, SourcePosition Position) : YamlNode(Position)
{
    public override int Size { get; } = 2 + Items.Sum(i => i.Size);

    public override string Kind => "a list";
}
