using Deskrun.Commands.Clusters;
using Deskrun.Commands.Installations.Control;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Brings a stored installation to where it lives: the running <c>up</c> of this machine, or its cluster.</summary>
internal sealed class Deployment(CliContext context, InstallationHome home)
{
    /// <summary>What a cluster lacks is better known before anything is stored: its context must exist.</summary>
    /// <exception cref="CliException">There is no such context.</exception>
    public async Task PrepareAsync(Installation installation, CancellationToken cancellation)
    {
        if (installation.Backend == BackendNames.Local)
        {
            return;
        }

        try
        {
            await using var cluster = await OpenAsync(installation, cancellation);
        }
        catch (CliException failed)
        {
            throw new CliException(
                failed.ExitCode,
                $"{failed.Message}{Environment.NewLine}Nothing was changed; --no-up stores it without a cluster.",
                failed
            );
        }
    }

    /// <summary>Deploys it.</summary>
    /// <returns>True when it is served from now on; false when nothing serves this home.</returns>
    /// <exception cref="CliException">The cluster did not take it; the installation stays stored.</exception>
    public async Task<bool> ApplyAsync(Installation installation, CancellationToken cancellation)
    {
        if (installation.Backend == BackendNames.Local)
        {
            return await RunningReload.TellAsync(context, home, cancellation);
        }

        try
        {
            await using var cluster = await OpenAsync(installation, cancellation);
            await cluster.ApplyAsync(new ClusterApplyOptions { Only = [installation.Name] }, cancellation);
            return true;
        }
        catch (CliException failed)
        {
            throw new CliException(
                failed.ExitCode,
                $"{failed.Message}{Environment.NewLine}{installation.Name} is stored, but its cluster is not as it says; "
                    + "deskrun up goes on from here.",
                failed
            );
        }
    }

    /// <summary>Hands the present credential on: clusters hold a copy, this machine reads it at each renewal of its token.</summary>
    /// <returns>True when something serves the installation and has it, or will have it at the next renewal.</returns>
    /// <exception cref="CliException">The cluster did not take it; it is stored.</exception>
    public async Task<bool> RotateAsync(Installation installation, CancellationToken cancellation)
    {
        if (installation.Backend == BackendNames.Local)
        {
            return await RunningReload.TellAsync(context, home, cancellation);
        }

        try
        {
            await using var cluster = await OpenAsync(installation, cancellation);
            await cluster.RotateAsync(installation, cancellation);
            return true;
        }
        catch (CliException failed)
        {
            throw new CliException(
                failed.ExitCode,
                $"{failed.Message}{Environment.NewLine}The credential of {installation.Name} is stored, but its cluster has "
                    + $"the old one; go on with: deskrun auth rotate {installation.Name}",
                failed
            );
        }
    }

    private Task<IClusterBackend> OpenAsync(Installation installation, CancellationToken cancellation) =>
        ClusterBackends.OpenAsync(context, home, installation.Backend, installation.Context, cancellation);
}
