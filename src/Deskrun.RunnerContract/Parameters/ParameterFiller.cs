using System.Globalization;
using System.Text.Json;
using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Parameters;

/// <summary>
/// Fills an instance's spec: only fields that the RGD declares (undeclared ones would be pruned silently), each in the
/// type that the schema says.
/// </summary>
public static class ParameterFiller
{
    /// <summary>Computes the spec.</summary>
    /// <param name="graph">The RGD.</param>
    /// <param name="known">The contract's own fields by name.</param>
    /// <param name="given">
    /// Further values by the name they were given; matched to a field without regard to case and underscores, since
    /// environment variables are written in capitals.
    /// </param>
    public static ParameterPlan Fill(
        RunnerGraph graph,
        IReadOnlyDictionary<string, string> known,
        IReadOnlyDictionary<string, string> given
    )
    {
        var spec = new JsonObject();
        List<string> problems = [];
        List<string> warnings = [];
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var fields = Matches(graph, name);
            if (fields.Count == 1)
            {
                texts[fields[0].Name] = value;
            }
            else if (fields.Count == 0)
            {
                warnings.Add(
                    $"the parameter {name} is not used: {graph.Name} declares no such spec field ({Names(graph)})"
                );
            }
            else
            {
                problems.Add(
                    $"the parameter {name} fits {string.Join(" and ", fields.Select(f => f.Name))}: write its exact name"
                );
            }
        }

        foreach (var field in graph.SpecFields)
        {
            if (!texts.TryGetValue(field.Name, out var text) && !known.TryGetValue(field.Name, out text))
            {
                if (field is { Required: true, HasDefault: false })
                {
                    problems.Add(
                        $"{graph.Name} requires the spec field {field.Name} ({field.Type}), which nothing fills; set "
                            + $"KAR_PARAM_{field.Name} or the annotation {ContractKeys.ParameterPrefix}{field.Name} on the runner's Pod"
                    );
                }
            }
            else if (Convert(field.Type, text) is { } value)
            {
                spec[field.Name] = value;
            }
            else
            {
                problems.Add(
                    $"the spec field {field.Name} of {graph.Name} is {Article(field.Type)}, but the value given is '{text}'"
                );
            }
        }

        return new ParameterPlan(spec, problems, warnings);
    }

    private static List<SchemaField> Matches(RunnerGraph graph, string name)
    {
        var exact = graph.SpecFields.Where(f => f.Name == name).ToList();
        return exact.Count > 0 ? exact : [.. graph.SpecFields.Where(f => Fold(f.Name) == Fold(name))];
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static JsonNode? Convert(string type, string text) =>
        type switch
        {
            "string" => JsonValue.Create(text),
            "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
                ? JsonValue.Create(n)
                : null,
            "boolean" => bool.TryParse(text, out var b) ? JsonValue.Create(b) : null,
            "float" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d)
            && double.IsFinite(d)
                ? JsonValue.Create(d)
                : null,
            _ => Parse(type, text),
        };

    private static JsonNode? Parse(string type, string text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A list of plain texts may also be written with commas; a custom type may be an alias of string.
            return type == "[]string" ? new JsonArray([.. text.Split(',').Select(part => (JsonNode)part.Trim())])
                : IsCustom(type) ? JsonValue.Create(text)
                : null;
        }

        return type.StartsWith("[]", StringComparison.Ordinal) ? node as JsonArray
            : type.StartsWith("map[", StringComparison.Ordinal) || type is "object" or "struct" ? node as JsonObject
            : node;
    }

    private static bool IsCustom(string type) =>
        type.Length > 0
        && char.IsLetter(type[0])
        && type is not ("object" or "struct")
        && !type.StartsWith("map[", StringComparison.Ordinal);

    private static string Article(string type) =>
        type switch
        {
            "struct" or "object" => "an object (JSON)",
            "integer" => "an integer",
            "boolean" => "true or false",
            "float" => "a number",
            _ when type.StartsWith("[]", StringComparison.Ordinal) => $"a list (JSON) of {type[2..]}",
            _ => $"of type {type}",
        };

    private static string Names(RunnerGraph graph) =>
        graph.SpecFields.Count == 0
            ? "it declares none"
            : "it declares " + string.Join(", ", graph.SpecFields.Select(f => f.Name));
}
