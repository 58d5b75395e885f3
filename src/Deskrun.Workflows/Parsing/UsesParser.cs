using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>uses</c> of a step: which actions can run.</summary>
internal static class UsesParser
{
    private const string Checkout = "actions/checkout";

    private static readonly string[] OtherSource = ["repository", "ref", "path"];

    public static StepKind Parse(ParseContext context, YamlNode node, YamlNode? with)
    {
        var text = (node as YamlScalar)?.Text ?? "";
        if (text.StartsWith("./", StringComparison.Ordinal))
        {
            return StepKind.LocalAction;
        }

        var at = text.IndexOf('@');
        if (at > 0 && string.Equals(text[..at], Checkout, StringComparison.OrdinalIgnoreCase) && at < text.Length - 1)
        {
            CheckCheckout(context, with);
            return StepKind.Checkout;
        }

        context.Error(node.Position, Refuse(text, at));
        return StepKind.LocalAction;
    }

    private static string Refuse(string text, int at)
    {
        if (text.Contains("${{", StringComparison.Ordinal))
        {
            return "GitHub evaluates no expressions in 'uses': name the action itself";
        }

        if (text.StartsWith("docker://", StringComparison.Ordinal))
        {
            return $"the action '{text}' cannot run yet: containers are not built yet";
        }

        return at > 0 && text.AsSpan(0, at).Contains('/')
            ? $"the action '{text}' cannot run yet: only actions/checkout and actions of this repository (./path) can; "
                + "do the same in a run step"
            : $"'{text}' names no action: write owner/repository@version, or ./path for one of this repository";
    }

    private static void CheckCheckout(ParseContext context, YamlNode? with)
    {
        foreach (var entry in (with as YamlMapping)?.Entries ?? [])
        {
            if (OtherSource.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
            {
                context.Error(
                    entry.Key.Position,
                    $"actions/checkout with '{entry.Name}' cannot run yet: the workspace holds this repository as it is; "
                        + "remove it, or fetch the rest with git in a run step"
                );
            }
        }
    }
}
