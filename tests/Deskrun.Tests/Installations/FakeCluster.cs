using Deskrun.Commands.Clusters;
using Deskrun.Installations;

namespace Deskrun.Tests.Installations;

/// <summary>A cluster that remembers what it was asked, and fails when a test wants it to.</summary>
internal sealed class FakeCluster : IClusterBackend
{
    /// <summary>What was asked, in order: <c>apply a</c>, <c>remove a now</c>, <c>rotate a</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Each backend and context that was opened, in order.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>What every verb fails with.</summary>
    public string? Failure { get; set; }

    /// <summary>The only backend and context that fails; null means that all do.</summary>
    public string? FailsAlone { get; set; }

    /// <summary>What opening fails with.</summary>
    public string? NoContext { get; set; }

    public string Context { get; private set; } = "";

    public Task<IClusterBackend> OpenAsync(string backend, string? kubeContext)
    {
        Context = $"{backend}/{kubeContext}";
        Opened.Add(Context);
        return NoContext is null
            ? Task.FromResult<IClusterBackend>(this)
            : throw new CliException(ExitCodes.Usage, NoContext);
    }

    public Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        Ask($"apply {string.Join(',', options.Only ?? ["all"])}");
        return Task.FromResult(new ClusterApplied(1, 0));
    }

    public Task RemoveAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        Ask($"remove {installation.Name}{(now ? " now" : "")}");
        return Task.CompletedTask;
    }

    public Task DownAsync(bool now, CancellationToken cancellation)
    {
        Ask($"down{(now ? " now" : "")}");
        return Task.CompletedTask;
    }

    public Task RotateAsync(Installation installation, CancellationToken cancellation)
    {
        Ask($"rotate {installation.Name}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Ask(string what)
    {
        Asked.Add(what);
        if (Failure is { } failure && (FailsAlone is null || FailsAlone == Context))
        {
            throw new CliException(ExitCodes.Service, failure);
        }
    }
}
