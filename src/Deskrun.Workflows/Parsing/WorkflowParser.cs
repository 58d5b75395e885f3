using System.Text;
using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads workflow files.</summary>
public static class WorkflowParser
{
    /// <summary>The largest file, in bytes, as GitHub limits it.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a file from a stream, at most a byte more than <see cref="MaxBytes"/> of it.</summary>
    /// <param name="path">The file's path for messages.</param>
    /// <param name="stream">The file in UTF-8.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static WorkflowParseResult Parse(string path, Stream stream)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
        {
            return TooLarge(path);
        }

        try
        {
            return Parse(path, StrictUtf8.GetString(buffer, 0, length));
        }
        catch (DecoderFallbackException)
        {
            return Failed(path, new(1, 1), "the file is no UTF-8 text: save it in this encoding");
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="path">The file's path for messages.</param>
    /// <param name="text">The file.</param>
    /// <returns>The workflow, or everything that is wrong with the file.</returns>
    public static WorkflowParseResult Parse(string path, string text)
    {
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            return TooLarge(path);
        }

        var context = new ParseContext(path);
        Workflow? workflow = null;
        try
        {
            var root = YamlReader.Read(text.TrimStart('\uFEFF'), context.Error);
            workflow = ReadWorkflow(context, root);
        }
        catch (YamlFormatException e)
        {
            context.Error(e.Position, e.Message);
        }

        return new(context.HasErrors ? null : workflow, context.Errors, context.Ignored);
    }

    private static Workflow? ReadWorkflow(ParseContext context, YamlNode root)
    {
        var keys = MappingReader.Read(context, root, "", "a workflow");
        if (keys is null)
        {
            return null;
        }

        foreach (var required in (string[])["on", "jobs"])
        {
            if (keys.Find(required) is null)
            {
                context.Error(root.Position, $"the workflow has no '{required}': add it");
            }
        }

        return new()
        {
            Path = context.Path,
            Name = Plain(context, keys, "name") is { Length: > 0 } name ? name : context.Path,
            Description = Plain(context, keys, "description"),
            RunName = Optional(context, keys, "run-name"),
            On = keys.Find("on") is { } on ? TriggerParser.Parse(context, on) : new([], []),
            Env = ValueParser.Map(context, keys.Find("env"), KeyTable.Get("env")),
            Defaults = DefaultsParser.Parse(context, keys.Find("defaults"), "defaults"),
            Jobs = keys.Find("jobs") is { } jobs ? JobsParser.Parse(context, jobs) : [],
        };
    }

    private static Expressions.Template? Optional(ParseContext context, MappingReader keys, string name) =>
        keys.Find(name) is { } node ? TemplateParser.Text(context, node, KeyTable.Get(name)) : null;

    // As written: a name such as 1.10 is no number here.
    private static string? Plain(ParseContext context, MappingReader keys, string name)
    {
        Optional(context, keys, name);
        return (keys.Find(name) as YamlScalar)?.Text;
    }

    private static WorkflowParseResult TooLarge(string path) =>
        Failed(
            path,
            new(1, 1),
            $"the file is larger than {MaxBytes / 1024:N0} KiB, the most that GitHub takes: split it"
        );

    private static WorkflowParseResult Failed(string path, SourcePosition position, string message) =>
        new(null, [new(path, position, message)], []);
}
