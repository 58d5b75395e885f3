using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>Makes the cells of a matrix, in GitHub's order.</summary>
internal static class MatrixExpansion
{
    /// <summary>The most jobs that one matrix may make.</summary>
    public const int MaxCells = 256;

    // Excludes may bring a large product below the limit, but a product must be small enough to be walked through.
    private const int MaxProduct = 65_536;

    // Comparing each combination with each include and exclude must not take for ever either.
    private const long MaxComparisons = 4_000_000;

    /// <summary>Expands a matrix whose expressions are computed.</summary>
    /// <exception cref="ExpressionException">It is no valid matrix, or makes too many jobs.</exception>
    public static IReadOnlyList<MatrixCell> Expand(ExpressionValue matrix)
    {
        if (matrix.Kind != ExpressionKind.Object)
        {
            throw new ExpressionException("the matrix must be an object that maps names to lists");
        }

        var vectors = matrix.Properties.Where(p => !IsFilter(p.Key)).Select(Vector).ToArray();
        var includes = Filters(matrix, "include").Select(f => new MatrixInclude(f, vectors)).ToArray();
        var excludes = Filters(matrix, "exclude").ToArray();
        CheckExcludes(excludes, vectors);
        if (vectors.Length == 0 && includes.Length == 0)
        {
            throw new ExpressionException("the matrix is empty: give it at least one name with a list, or 'include'");
        }

        var cells = new List<MatrixCell>();
        foreach (var combination in Combinations(vectors, includes.Length + excludes.Length))
        {
            if (!excludes.Any(exclude => MatrixFilter.Matches(exclude, combination)))
            {
                Add(cells, Extend(combination, includes));
            }
        }

        foreach (var include in includes.Where(i => !i.IsUsed))
        {
            Add(cells, new(include.All, include.All));
        }

        return cells;
    }

    private static void Add(List<MatrixCell> cells, MatrixCell cell)
    {
        cells.Add(cell);
        if (cells.Count > MaxCells)
        {
            throw TooMany($"more than {MaxCells}");
        }
    }

    private static ExpressionException TooMany(string count) =>
        new($"the matrix makes {count} jobs, but GitHub's limit is {MaxCells}: make it smaller or split the job");

    private static bool IsFilter(string name) => name is "include" or "exclude";

    private static KeyValuePair<string, ExpressionValue> Vector(KeyValuePair<string, ExpressionValue> vector) =>
        vector.Value.Kind != ExpressionKind.Array
            ? throw new ExpressionException($"'{vector.Key}' of the matrix must be a list")
        : vector.Value.Items.Count == 0
            ? throw new ExpressionException($"'{vector.Key}' of the matrix has no values: give it at least one")
        : vector;

    private static IEnumerable<ExpressionValue> Filters(ExpressionValue matrix, string name)
    {
        if (!matrix.Properties.TryGetValue(name, out var filters) || filters.Kind == ExpressionKind.Null)
        {
            return [];
        }

        return
            filters.Kind == ExpressionKind.Array
            && filters.Items.All(f => f is { Kind: ExpressionKind.Object, Properties.Count: > 0 })
            ? filters.Items
            : throw new ExpressionException($"'{name}' of the matrix must be a list of mappings with at least one key");
    }

    private static void CheckExcludes(
        IReadOnlyList<ExpressionValue> excludes,
        IReadOnlyList<KeyValuePair<string, ExpressionValue>> vectors
    )
    {
        foreach (var name in excludes.SelectMany(e => e.Properties.Keys))
        {
            if (!vectors.Any(v => string.Equals(v.Key, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ExpressionException($"'exclude' names '{name}', which is no list of the matrix");
            }
        }
    }

    /// <summary>All combinations; the last list varies fastest.</summary>
    private static IEnumerable<ExpressionValue> Combinations(
        IReadOnlyList<KeyValuePair<string, ExpressionValue>> vectors,
        int filters
    )
    {
        var product = vectors.Count == 0 ? 0L : 1L;
        foreach (var vector in vectors)
        {
            product *= vector.Value.Items.Count;
            if (product > MaxProduct)
            {
                throw TooMany($"more than {MaxProduct:N0}");
            }
        }

        if (product * filters > MaxComparisons)
        {
            throw new ExpressionException("the matrix has too many combinations for its includes and excludes");
        }

        for (var index = 0L; index < product; index++)
        {
            var block = product;
            yield return ExpressionValue.Of(
                vectors.Select(v =>
                {
                    block /= v.Value.Items.Count;
                    return KeyValuePair.Create(v.Key, v.Value.Items[(int)(index / block % v.Value.Items.Count)]);
                })
            );
        }
    }

    private static MatrixCell Extend(ExpressionValue combination, IReadOnlyList<MatrixInclude> includes)
    {
        var values = combination.Properties.ToList();
        foreach (var include in includes.Where(i => i.Matches(combination)))
        {
            values.AddRange(include.Extra.Properties);
        }

        return new(combination, ExpressionValue.Of(values));
    }
}
