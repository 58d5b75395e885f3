using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Planning;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>strategy</c>, and expands a matrix without expressions to see that it can be.</summary>
internal static class StrategyParser
{
    private const string Path = "jobs.<job_id>.strategy";

    public static ValueTemplate? Parse(ParseContext context, YamlEntry? entry, string job)
    {
        if (entry is null)
        {
            return null;
        }

        if (ValueParser.WholeExpression(context, entry.Value, KeyTable.Get(Path)) is { } expression)
        {
            return expression;
        }

        if (MappingReader.Read(context, entry.Value, Path, "'strategy'") is not { } keys)
        {
            return null;
        }

        var properties = new List<KeyValuePair<string, ValueTemplate>>();
        Add("fail-fast", ValueParser.Boolean(context, keys.Find("fail-fast"), Key("fail-fast")));
        Add("max-parallel", ValueParser.Positive(context, keys.Find("max-parallel"), Key("max-parallel")));
        if (keys.FindEntry("matrix") is { } matrix)
        {
            Add("matrix", ReadMatrix(context, matrix, job));
        }

        return new ObjectTemplate(properties, entry.Value.Position);

        void Add(string name, ValueTemplate? value)
        {
            if (value is not null)
            {
                properties.Add(new(name, value));
            }
        }
    }

    private static WorkflowKey Key(string name) => KeyTable.Get($"{Path}.{name}");

    private static ValueTemplate? ReadMatrix(ParseContext context, YamlEntry entry, string job)
    {
        if (ValueParser.WholeExpression(context, entry.Value, Key("matrix")) is { } expression)
        {
            return expression;
        }

        if (entry.Value is not YamlMapping mapping)
        {
            context.Error(
                entry.Value.Position,
                $"'matrix' must be a mapping of names to lists, but it is {entry.Value.Kind}"
            );
            return null;
        }

        var wellFormed = true;
        foreach (var vector in mapping.Entries)
        {
            wellFormed &= IsListOrExpression(context, vector);
        }

        var matrix = ValueParser.Any(context, mapping, Key("matrix"));
        if (wellFormed && matrix.IsLiteral)
        {
            try
            {
                MatrixExpansion.Expand(matrix.Evaluate(NoScope.Instance));
            }
            catch (ExpressionException e)
            {
                context.Error(entry.Key.Position, $"the job '{job}': {e.Message}");
            }
        }

        return matrix;
    }

    private static bool IsListOrExpression(ParseContext context, YamlEntry vector)
    {
        if (
            vector.Value is YamlSequence
            || (vector.Value is YamlScalar scalar && scalar.Text.Contains("${{", StringComparison.Ordinal))
        )
        {
            return true;
        }

        context.Error(
            vector.Value.Position,
            $"'{vector.Name}' of a matrix must be a list or an expression ${{{{ }}}}, but it is {vector.Value.Kind}"
        );
        return false;
    }
}
