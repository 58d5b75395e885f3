using Deskrun.Commands.Installations;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Applying;

/// <inheritdoc />
internal sealed class ClusterBackend(InstallationHome home, ClusterAccess access) : IClusterBackend
{
    /// <inheritdoc />
    public string Context => access.Context;

    /// <inheritdoc />
    public Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation) =>
        throw NotBuilt();

    /// <inheritdoc />
    public Task RemoveAsync(Installation installation, bool now, CancellationToken cancellation) => throw NotBuilt();

    /// <inheritdoc />
    public Task RotateAsync(Installation installation, CancellationToken cancellation) => throw NotBuilt();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        access.Dispose();
        return ValueTask.CompletedTask;
    }

    private CliException NotBuilt() =>
        InstallationErrors.NotBuilt($"{home.Folder.Path}, context {Context}: {Hints.Clusters}");
}
