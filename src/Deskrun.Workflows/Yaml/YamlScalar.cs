using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Yaml;

/// <summary>A text, number, truth value or null.</summary>
/// <param name="Text">The text after YAML's quoting and folding.</param>
/// <param name="IsPlain">Whether it was written without quotes, so that it may be no text.</param>
/// <param name="Layout">How offsets in the text become places in the file.</param>
/// <param name="Position">Where it starts.</param>
internal sealed record YamlScalar(string Text, bool IsPlain, ScalarLayout Layout, SourcePosition Position)
    : YamlNode(Position)
{
    /// <summary>The value by the rules that GitHub reads YAML with.</summary>
    public ExpressionValue Value { get; } = IsPlain ? PlainScalar.Resolve(Text) : ExpressionValue.Of(Text);

    public override int Size => 1;

    public override string Kind =>
        Value.Kind switch
        {
            ExpressionKind.Null => "empty",
            ExpressionKind.String => $"the text '{(Text.Length <= 40 ? Text : Text[..40] + "…")}'",
            _ => Text,
        };

    public bool IsNull => Value.Kind == ExpressionKind.Null;
}
