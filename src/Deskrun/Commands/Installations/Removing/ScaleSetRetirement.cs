using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Removing;

/// <summary>After a change of an installation on this machine: removes the scale sets that it has no more.</summary>
internal sealed class ScaleSetRetirement(CliContext context, InstallationHome home)
{
    /// <summary>Names of the scale sets of <paramref name="before"/> that <paramref name="after"/> doesn't have.</summary>
    public static IReadOnlyList<string> Of(Installation before, Installation after)
    {
        var same =
            string.Equals(before.Repository, after.Repository, StringComparison.OrdinalIgnoreCase)
            && before.RunnerGroup == after.RunnerGroup;
        var kept = same ? PlannedScaleSet.Of(after).Select(set => set.Name).ToHashSet() : [];
        return [.. PlannedScaleSet.Of(before).Select(set => set.Name).Where(name => !kept.Contains(name))];
    }

    /// <returns>What stays at the service and why; null when nothing does.</returns>
    public async Task<string?> RunAsync(Installation before, Installation after, CancellationToken cancellation)
    {
        var gone = Of(before, after);
        return gone.Count == 0
            ? null
            : await new ScaleSetRemoval(context, home).RunAsync(before, gone, force: true, cancellation);
    }
}
