using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Templates;

/// <summary>A part of the job message that is evaluated late (protocol reference, template tokens).</summary>
internal abstract record TemplateToken
{
    /// <summary>A value as it stands; <c>${{ }}</c> inside of it is plain text.</summary>
    internal sealed record Literal(ExpressionValue Value) : TemplateToken;

    /// <summary>An expression, without <c>${{ }}</c>.</summary>
    internal sealed record Expr(string Text) : TemplateToken;

    /// <summary>A list.</summary>
    internal sealed record Sequence(IReadOnlyList<TemplateToken> Items) : TemplateToken;

    /// <summary>Keys and values in their order.</summary>
    internal sealed record Mapping(IReadOnlyList<KeyValuePair<TemplateToken, TemplateToken>> Entries) : TemplateToken;

    /// <summary>The key <c>${{ insert }}</c>: the value is a mapping that is merged in.</summary>
    internal sealed record Insert : TemplateToken;
}
