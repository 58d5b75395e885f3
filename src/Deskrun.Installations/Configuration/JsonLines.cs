using System.Text.Json;

namespace Deskrun.Installations.Configuration;

/// <summary>On which line of a JSON text each value starts, so that an error can name it.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> lines = [];

    private JsonLines() { }

    /// <summary>Reads a text that is known to be JSON.</summary>
    public static JsonLines Of(ReadOnlySpan<byte> text)
    {
        var result = new JsonLines();
        var reader = new Utf8JsonReader(text);
        var parents = new Stack<(string Path, int Index)>();
        var (at, line, counted) = ("", 1, 0);
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            line += text[counted..start].Count((byte)'\n');
            counted = start;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    at = $"{parents.Peek().Path}/{reader.GetString()}";
                    result.lines[at] = line;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    parents.Pop();
                    break;
                default:
                    at = Place(parents, at);
                    result.lines.TryAdd(at, line);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        parents.Push((at, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    }

                    break;
            }
        }

        return result;
    }

    /// <summary>The line of the value at a path such as <c>/installations/a/Mounts/0</c>; 1 when it is unknown.</summary>
    public int At(string path) => lines.GetValueOrDefault(path, 1);

    private static string Place(Stack<(string Path, int Index)> parents, string property)
    {
        if (parents.Count == 0 || parents.Peek().Index < 0)
        {
            return property;
        }

        var (path, index) = parents.Pop();
        parents.Push((path, index + 1));
        return $"{path}/{index}";
    }
}
