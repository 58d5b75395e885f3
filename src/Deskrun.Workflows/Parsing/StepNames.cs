using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Parsing;

/// <summary>Names steps without an id as GitHub does: <c>__run</c>, <c>__run_2</c>, <c>__actions_checkout</c>.</summary>
internal sealed class StepNames
{
    private readonly Dictionary<string, int> used = [];

    public string Next(StepKind kind)
    {
        var name = kind switch
        {
            StepKind.Run => "__run",
            StepKind.Checkout => "__actions_checkout",
            _ => "__self",
        };
        used[name] = used.GetValueOrDefault(name) + 1;
        return used[name] == 1 ? name : $"{name}_{used[name]}";
    }
}
