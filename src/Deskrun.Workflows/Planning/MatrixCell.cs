using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>One cell of a matrix.</summary>
/// <param name="Named">The values that its name is made of: without what <c>include</c> only added.</param>
/// <param name="Values">The <c>matrix</c> context.</param>
internal sealed record MatrixCell(ExpressionValue Named, ExpressionValue Values)
{
    /// <summary>The texts in brackets behind the job's name; nested values one by one, empty ones left out.</summary>
    public IEnumerable<string> NameParts() => Leaves(Named).Where(text => text.Length > 0);

    private static IEnumerable<string> Leaves(ExpressionValue value) =>
        value.Kind switch
        {
            ExpressionKind.Array => value.Items.SelectMany(Leaves),
            ExpressionKind.Object => value.Properties.Values.SelectMany(Leaves),
            _ => [value.ToString()],
        };
}
