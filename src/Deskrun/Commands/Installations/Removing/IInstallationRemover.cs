using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Removing;

/// <summary>Removes what an installation has at the service and in the home, once nothing of it runs.</summary>
internal interface IInstallationRemover
{
    /// <summary>Deletes its scale sets, its configuration and its stored credential.</summary>
    /// <param name="installation">Which.</param>
    /// <param name="now">Removes it although the service says that a job runs.</param>
    /// <param name="cancellation">Ends the work; what was not removed stays whole.</param>
    /// <returns>What stays at the service and why; null when nothing does.</returns>
    Task<string?> RemoveAsync(Installation installation, bool now, CancellationToken cancellation);
}
