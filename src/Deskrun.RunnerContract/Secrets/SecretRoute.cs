using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Secrets;

/// <summary>How the JIT config reaches the compute.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Name">The Secret's name; empty when the RGD takes none.</param>
/// <param name="Key">The key in it; empty when the RGD takes none.</param>
public sealed record SecretRoute(SecretRouteKind Kind, string Name, string Key)
{
    /// <summary>The key in a Secret that kar makes.</summary>
    public const string OwnKey = ".jitconfig";

    /// <summary>The key in the Secret that ARC makes; the Secret has the runner's name.</summary>
    public const string ArcKey = "jitToken";

    /// <summary>
    /// Chooses the way. An RGD that declares <c>jitConfigSecretName</c> alone fixes the key itself and so gets a Secret
    /// of ours; one that also takes <c>jitConfigSecretKey</c> can read ARC's, and kar then needs no right on Secrets.
    /// </summary>
    /// <param name="graph">The RGD.</param>
    /// <param name="runner">The runner's name.</param>
    /// <param name="arcMadeOne">Whether kar runs where ARC made the runner's Secret.</param>
    public static SecretRoute Choose(RunnerGraph graph, string runner, bool arcMadeOne) =>
        !graph.Declares("jitConfigSecretName") ? new SecretRoute(SecretRouteKind.None, "", "")
        : graph.Declares("jitConfigSecretKey") && arcMadeOne ? new SecretRoute(SecretRouteKind.Arc, runner, ArcKey)
        : new SecretRoute(SecretRouteKind.Own, runner + "-jit", OwnKey);
}
