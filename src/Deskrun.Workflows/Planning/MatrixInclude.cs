using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>One item of <c>include</c>: it adds values to the cells that it matches, or else becomes a cell.</summary>
internal sealed class MatrixInclude
{
    private readonly ExpressionValue filter;

    public MatrixInclude(ExpressionValue item, IReadOnlyList<KeyValuePair<string, ExpressionValue>> vectors)
    {
        var parts = item.Properties.ToLookup(p =>
            vectors.Any(v => string.Equals(v.Key, p.Key, StringComparison.OrdinalIgnoreCase))
        );
        filter = ExpressionValue.Of(parts[true]);
        Extra = ExpressionValue.Of(parts[false]);
        All = ExpressionValue.Of(parts[true].Concat(parts[false]));
    }

    /// <summary>The values whose names the matrix has no list for.</summary>
    public ExpressionValue Extra { get; }

    /// <summary>All values, those of the lists first, as GitHub orders them.</summary>
    public ExpressionValue All { get; }

    /// <summary>Whether a combination was matched.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Whether it adds to a combination of the lists.</summary>
    public bool Matches(ExpressionValue combination)
    {
        var matches = MatrixFilter.Matches(filter, combination);
        IsUsed |= matches;
        return matches;
    }
}
