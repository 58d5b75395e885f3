using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>defaults</c>.</summary>
internal static class DefaultsParser
{
    public static RunDefaults Parse(ParseContext context, YamlNode? node, string path)
    {
        if (node is null)
        {
            return RunDefaults.None;
        }

        var run = MappingReader.Read(context, node, path, "'defaults'")?.Find("run");
        if (run is null)
        {
            return RunDefaults.None;
        }

        var keys = MappingReader.Read(context, run, $"{path}.run", "'defaults.run'");
        return new(Text("shell"), Text("working-directory"));

        Template? Text(string name) =>
            keys?.Find(name) is { } value
                ? TemplateParser.Text(context, value, KeyTable.Get($"{path}.run.{name}"))
                : null;
    }
}
