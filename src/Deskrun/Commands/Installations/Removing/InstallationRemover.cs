using Deskrun.Backends.Cluster.Moving;
using Deskrun.Commands.Clusters;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Removing;

/// <inheritdoc />
internal sealed class InstallationRemover(CliContext context, InstallationHome home) : IInstallationRemover
{
    /// <summary>Leaves a cluster as it is, because it is gone or can't be reached.</summary>
    public bool LeaveCluster { get; init; }

    /// <inheritdoc />
    public async Task<string?> RemoveAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        List<string?> warnings = [];
        if (MovePlan.IsOpen(installation))
        {
            // A move that was not completed: what it began to leave may still be there.
            warnings.Add(await RemoveSideAsync(MovePlan.OnOldSide(installation), now, cancellation));
        }

        warnings.Add(await RemoveSideAsync(installation, now, cancellation));
        var leaving = new LeavingScaleSets(context, home);
        await leaving.ClearAsync(leaving.Find(), installation.Name, cancellation);
        await ForgetAsync(installation, cancellation);
        return string.Join("; ", warnings.OfType<string>().Distinct()) is { Length: > 0 } text ? text : null;
    }

    private async Task<string?> RemoveSideAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        if (installation.Backend != BackendNames.Local && !LeaveCluster)
        {
            await RemoveFromClusterAsync(installation, now, cancellation);
            return null;
        }

        var names = PlannedScaleSet.Of(installation).Select(set => set.Name).ToList();
        return await new ScaleSetRemoval(context, home).RunAsync(
            installation,
            names,
            now || LeaveCluster,
            cancellation
        );
    }

    private async Task RemoveFromClusterAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        try
        {
            await using var cluster = await ClusterBackends.OpenAsync(
                context,
                home,
                installation.Backend,
                installation.Context,
                cancellation
            );
            await cluster.RemoveAsync(installation, now, cancellation);
        }
        catch (CliException failed) when (failed.ExitCode != ExitCodes.Cancelled)
        {
            throw new CliException(
                failed.ExitCode,
                $"{failed.Message}{Environment.NewLine}{installation.Name} stays configured. If its cluster is gone for "
                    + $"good: deskrun remove {installation.Name} --forget",
                failed
            );
        }
    }

    private async Task ForgetAsync(Installation installation, CancellationToken cancellation)
    {
        await home.Configuration.ChangeAsync(document => document.Without(installation.Name), cancellation);
        if (installation.Credential is CredentialReference.Stored(var key))
        {
            home.Credentials.Remove(key);
        }
    }
}
