using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>Plays a controller of the cluster: does its round again and again until it is disposed.</summary>
/// <param name="client">The way to the cluster; disposed with this.</param>
/// <param name="step">The pause between two rounds.</param>
internal abstract class PlayedController(KubeClient client, TimeSpan step) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;

    protected KubeClient Client => client;

    protected CancellationToken Stopped => stop.Token;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        client.Dispose();
        stop.Dispose();
    }

    /// <summary>Begins; the last thing that a constructor does.</summary>
    protected void Begin() => loop = LoopAsync();

    protected abstract Task RoundAsync();

    /// <summary>Somebody changed it meanwhile, or the kinds aren't served yet: the next round sees it anew.</summary>
    protected virtual void Trouble(KubeException trouble) { }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await RoundAsync();
                }
                catch (KubeException trouble)
                {
                    Trouble(trouble);
                }

                await Task.Delay(step, TimeProvider.System, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
