using System.Globalization;

namespace Deskrun.RunnerContract.Reading;

/// <summary>
/// A path into an object as an annotation spells it: <c>.status.vm.phase</c>, <c>.status.disks[0].name</c>,
/// <c>.status.byName["a.b"]</c>. A leading <c>$</c> and enclosing braces are accepted.
/// </summary>
public sealed class FieldPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    private FieldPath(string text) => Source = text;

    /// <summary>The path as it was written.</summary>
    public string Source { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path's text.</param>
    /// <param name="path">The path, when the text is one.</param>
    /// <param name="error">What is wrong with the text, when it is none.</param>
    public static bool TryParse(string text, out FieldPath path, out string? error)
    {
        path = new FieldPath(text);
        error = null;
        var rest = text.Trim().TrimStart('{').TrimEnd('}').TrimStart('$').AsSpan();
        if (rest.IsEmpty)
        {
            error = "the path is empty";
            return false;
        }

        if (rest[0] is not ('.' or '['))
        {
            rest = $".{rest}";
        }

        while (!rest.IsEmpty)
        {
            var end = rest[0] == '.' ? EndOfName(rest) : rest.IndexOf(']') + 1;
            if (end <= 1 || !path.TryAdd(rest[..end]))
            {
                error = $"'{text}' is not a path at '{rest}'; write it like .status.vm.phase or .status.items[0].name";
                return false;
            }

            rest = rest[end..];
        }

        return true;
    }

    /// <summary>The node at this path, or null.</summary>
    public JsonNode? Read(JsonNode? node)
    {
        foreach (var (name, index) in _steps)
        {
            node =
                name is not null ? node.At(name)
                : node is JsonArray list && index < list.Count ? list[index]
                : null;
        }

        return node;
    }

    private static int EndOfName(ReadOnlySpan<char> rest)
    {
        var next = rest[1..].IndexOfAny('.', '[');
        return next < 0 ? rest.Length : next + 1;
    }

    private bool TryAdd(ReadOnlySpan<char> step)
    {
        if (step[0] == '.')
        {
            _steps.Add((step[1..].ToString(), 0));
            return true;
        }

        var inner = step[1..^1].Trim();
        if (inner.Length >= 2 && inner[0] is '"' or '\'' && inner[^1] == inner[0])
        {
            _steps.Add((inner[1..^1].ToString(), 0));
            return true;
        }

        var isIndex = int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        _steps.Add((null, index));
        return isIndex;
    }
}
