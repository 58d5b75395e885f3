using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Yaml;

/// <summary>Keys and values. Of a key given twice the first one stays.</summary>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, SourcePosition Position) : YamlNode(Position)
{
    public override int Size { get; } = 2 + Entries.Sum(e => 1 + e.Value.Size);

    public override string Kind => "a mapping";
}
