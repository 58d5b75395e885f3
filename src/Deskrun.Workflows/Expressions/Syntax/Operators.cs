namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary><c>!x</c>.</summary>
internal sealed class NotNode(Node operand) : Node(Over(operand))
{
    public override ExpressionValue Evaluate(Evaluation run) => ExpressionValue.Of(!operand.Evaluate(run).IsTruthy);
}

/// <summary><c>x == y</c> and its relatives, by GitHub's loose comparison.</summary>
internal sealed class ComparisonNode(string sign, Node left, Node right) : Node(Over(left, right))
{
    public override ExpressionValue Evaluate(Evaluation run)
    {
        var (x, y) = (left.Evaluate(run), right.Evaluate(run));
        return ExpressionValue.Of(
            sign switch
            {
                "==" => Coercion.AreEqual(x, y),
                "!=" => !Coercion.AreEqual(x, y),
                ">" => Coercion.Compare(x, y) > 0,
                "<" => Coercion.Compare(x, y) < 0,
                ">=" => Coercion.AreEqual(x, y) || Coercion.Compare(x, y) > 0,
                _ => Coercion.AreEqual(x, y) || Coercion.Compare(x, y) < 0,
            }
        );
    }
}

/// <summary><c>x &amp;&amp; y &amp;&amp; …</c> or <c>x || y || …</c>: the value of the first operand that decides.</summary>
internal sealed class LogicNode(string sign, IReadOnlyList<Node> operands) : Node(Over([.. operands]))
{
    /// <summary>Joins two operands; a chain of one sign counts as one level, as GitHub counts it.</summary>
    public static Node Join(string sign, Node left, Node right) =>
        new LogicNode(sign, [.. Flatten(sign, left), .. Flatten(sign, right)]);

    public override ExpressionValue Evaluate(Evaluation run)
    {
        var decisive = sign == "||";
        var value = ExpressionValue.Null;
        foreach (var operand in operands)
        {
            value = operand.Evaluate(run);
            if (value.IsTruthy == decisive)
            {
                break;
            }
        }

        return value;
    }

    private static IEnumerable<Node> Flatten(string sign, Node node) =>
        node is LogicNode { Sign: var other, Operands: var inner } && other == sign ? inner : [node];

    private string Sign => sign;

    private IReadOnlyList<Node> Operands => operands;
}
