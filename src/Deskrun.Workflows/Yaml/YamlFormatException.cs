using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Yaml;

/// <summary>The file is no YAML, or YAML that is refused; nothing behind this place can be read.</summary>
internal sealed class YamlFormatException(string message, SourcePosition position) : Exception(message)
{
    public SourcePosition Position { get; } = position;
}
