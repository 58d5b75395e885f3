using Deskrun.Workflows.Definitions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deskrun.Workflows.Yaml;

/// <summary>
/// Reads a YAML file within GitHub's limits. It works on YamlDotNet's events, because its object model needs reflection
/// and has no limits.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>The most nodes, as GitHub counts them: an alias counts as all that it stands for.</summary>
    public const int MaxNodes = 50_000;

    /// <summary>The deepest nesting.</summary>
    public const int MaxDepth = 50;

    private readonly IParser parser;
    private readonly string[] lines;
    private readonly Action<SourcePosition, string> report;
    private readonly Dictionary<AnchorName, YamlNode?> anchors = [];
    private int nodes;

    private YamlReader(string text, Action<SourcePosition, string> report)
    {
        parser = new Parser(new StringReader(text));
        lines = text.Split('\n');
        this.report = report;
    }

    /// <summary>Reads the one document of a file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="report">Takes problems that need not end the reading, such as a key given twice.</param>
    /// <exception cref="YamlFormatException">The file cannot be read on.</exception>
    public static YamlNode Read(string text, Action<SourcePosition, string> report)
    {
        var reader = new YamlReader(text, report);
        try
        {
            return reader.ReadFile();
        }
        catch (YamlException e)
        {
            var message = e.InnerException is YamlException inner ? inner.Message : e.Message;
            throw message.Contains("invalid tab", StringComparison.Ordinal) && reader.Tab(e.Start) is { } tab
                ? new YamlFormatException("this is no YAML: a tab indents this line, and YAML takes only blanks", tab)
                : new YamlFormatException($"this is no YAML: {Plain(message)}", Position(e.Start));
        }
        catch (Exception e) when (e is not YamlFormatException)
        {
            // YamlDotNet meets some damaged texts with other exceptions than its own; what they say is of no use.
            throw new YamlFormatException(
                "this is no YAML: nothing behind this place can be read",
                reader.parser.Current is { } last ? Position(last.End) : new(1, 1)
            );
        }
    }

    /// <summary>The first tab among a line's first blanks; the parser names the place where the mapping around it begins.</summary>
    private SourcePosition? Tab(Mark from)
    {
        for (var line = Math.Max(0, (int)from.Line - 1); line < lines.Length; line++)
        {
            var text = lines[line].AsSpan();
            var tab = text.IndexOf('\t');
            if (tab >= 0 && text[..tab].TrimStart(' ').IsEmpty)
            {
                return new(line + 1, tab + 1);
            }
        }

        return null;
    }

    private YamlNode ReadFile()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            throw new YamlFormatException("the file is empty: a workflow needs 'on' and 'jobs'", new(1, 1));
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out var _)
            ? root
            : throw new YamlFormatException(
                "a second document starts here: a workflow file holds one",
                Position(parser.Current!.Start)
            );
    }

    private YamlNode ReadNode(int depth)
    {
        var start = Position(parser.Current!.Start);
        if (depth > MaxDepth)
        {
            throw new YamlFormatException($"values are nested deeper than {MaxDepth} levels", start);
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            var node = FindAnchor(alias, start);
            Count(node.Size, start);
            return node;
        }

        var anchor = ((NodeEvent)parser.Current).Anchor;
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = null;
        }

        YamlNode read = parser.Current switch
        {
            SequenceStart => ReadSequence(depth, start),
            MappingStart => ReadMapping(depth, start),
            _ => ReadScalar(),
        };
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = read;
        }

        return read;
    }

    private YamlNode FindAnchor(AnchorAlias alias, SourcePosition position) =>
        anchors.TryGetValue(alias.Value, out var node)
            ? node
                ?? throw new YamlFormatException($"the alias *{alias.Value} stands inside of its own anchor", position)
            : throw new YamlFormatException($"there is no anchor &{alias.Value} before this alias", position);

    private YamlSequence ReadSequence(int depth, SourcePosition start)
    {
        CheckTag(parser.Consume<SequenceStart>());
        Count(2, start);
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new(items, start);
    }

    private YamlMapping ReadMapping(int depth, SourcePosition start)
    {
        CheckTag(parser.Consume<MappingStart>());
        Count(2, start);
        var entries = new List<YamlEntry>();
        var keys = new Dictionary<string, SourcePosition>(StringComparer.OrdinalIgnoreCase);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyStart = Position(parser.Current!.Start);
            if (ReadNode(depth + 1) is not YamlScalar key)
            {
                throw new YamlFormatException("a key must be a plain text", keyStart);
            }

            var value = ReadNode(depth + 1);
            if (keys.TryAdd(key.Text, key.Position))
            {
                entries.Add(new(key, value));
            }
            else
            {
                report(
                    key.Position,
                    $"the key '{key.Text}' is given twice (first at {keys[key.Text]}): keep one of them"
                );
            }
        }

        return new(entries, start);
    }

    private YamlScalar ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        CheckTag(scalar);
        var start = Position(scalar.Start);
        Count(1, start);
        var isText = scalar.Style != ScalarStyle.Plain || Tag(scalar) is "!" or "tag:yaml.org,2002:str";
        return new(scalar.Value, !isText, Layout(scalar, start), start);
    }

    private ScalarLayout Layout(Scalar scalar, SourcePosition start)
    {
        if (scalar.Style == ScalarStyle.Literal)
        {
            for (var line = start.Line; line < lines.Length; line++)
            {
                if (!string.IsNullOrWhiteSpace(lines[line]))
                {
                    var indent = lines[line].Length - lines[line].TrimStart(' ').Length;
                    return new(new(start.Line + 1, indent + 1), indent + 1, IsOneLine: false);
                }
            }
        }

        var quote = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        return new(new(start.Line, start.Column + quote), 0, scalar.End.Line == scalar.Start.Line);
    }

    private void Count(int more, SourcePosition position)
    {
        nodes = checked(nodes + more);
        if (nodes > MaxNodes)
        {
            throw new YamlFormatException(
                $"the file holds more than {MaxNodes:N0} values (aliases count as what they stand for)",
                position
            );
        }
    }

    private static void CheckTag(NodeEvent node)
    {
        var tag = Tag(node);
        if (tag.Length > 0 && tag != "!" && !tag.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            throw new YamlFormatException(
                $"the tag '{tag}' means nothing in a workflow: remove it",
                Position(node.Start)
            );
        }
    }

    private static string Tag(NodeEvent node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    private static SourcePosition Position(Mark mark) =>
        new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    // YamlDotNet's messages may start with "(Line: 3, Col: 1, Idx: 20) - (Line: …): "; the place is told apart.
    private static string Plain(string message) =>
        message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end
            ? message[(end + 3)..]
            : message;
}
