using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations.Configuration;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

/// <summary>A home that is served by a real host and a real socket over pools of a test.</summary>
internal sealed class ServedPlace : IAsyncDisposable
{
    private ServedPlace(UpHost host, ControlServer server, Workplace place, FakePools pools)
    {
        Host = host;
        Server = server;
        Place = place;
        Pools = pools;
    }

    public UpHost Host { get; }

    public ControlServer Server { get; }

    public Workplace Place { get; }

    public FakePools Pools { get; }

    public static async Task<ServedPlace> StartAsync(params string[] names)
    {
        var place = new Workplace();
        foreach (var name in names)
        {
            await place.AddAsync(name);
        }

        Directory.CreateDirectory(place.Home.Path);
        var file = new ConfigurationFile(place.Home, TimeProvider.System);
        var pools = new FakePools();
        var host = new UpHost(file, pools, new FakeRemover(file), TimeProvider.System);
        var server = ControlServer.Start(place.Home, host);
        await host.ReloadAsync(TestContext.Current.CancellationToken);
        return new ServedPlace(host, server, place, pools);
    }

    /// <summary>Waits until something holds that the host brings about by itself.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TestLimits.Wait);
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    public Task<FakePool> PoolAsync(string name) => PoolAsync(name, 0);

    public async Task<FakePool> PoolAsync(string name, int nth)
    {
        FakePool? found = null;
        await UntilAsync(() =>
            (found = Pools.Started.Where(pool => pool.Installation.Name == name).ElementAtOrDefault(nth)) is not null
        );
        return found!;
    }

    public Task StateAsync(string name, string state) =>
        UntilAsync(() => Host.Status().Installations.Any(each => each.Name == name && each.State == state));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Host.DisposeAsync();
        Place.Dispose();
    }
}
