namespace Deskrun.Workflows.Definitions;

/// <summary>What a step does.</summary>
public enum StepKind
{
    /// <summary>It runs a script.</summary>
    Run,

    /// <summary>It is <c>actions/checkout</c>, which the prepared workspace satisfies.</summary>
    Checkout,

    /// <summary>It runs an action from a folder of the workspace; only the official runner can.</summary>
    LocalAction,
}
