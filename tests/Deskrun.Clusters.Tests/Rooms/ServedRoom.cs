using Deskrun.ActionsService;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>A room whose scale sets are registered at a real Actions service, with one installation of it deployed.</summary>
internal sealed class ServedRoom : IAsyncDisposable
{
    private ServedRoom(ActionsServiceHost service, ClusterRoom room, Workplace place)
    {
        (Service, Room, Place) = (service, room, place);
        GitHub = new ActionsServiceClient(
            new ActionsServiceClientOptions
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}octo/demo"),
                Credential = new GitHubCredential.Pat(service.Token),
            }
        );
    }

    public ActionsServiceHost Service { get; }

    public ClusterRoom Room { get; }

    public Workplace Place { get; }

    /// <summary>The service as a client of its own sees it.</summary>
    public ActionsServiceClient GitHub { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Deploys the installation <c>alpha</c>.</summary>
    /// <param name="registers">Whether ARC registers it at the service; else its number is one that the service never gave.</param>
    /// <param name="labels">Its labels.</param>
    public static async Task<ServedRoom> DeployAsync(bool registers = true, params IReadOnlyList<string> labels)
    {
        var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        var room = await ClusterRoom.OpenWithControllerAsync();
        var place = room.Workplace("alpha");
        place.Variables["TOKEN"] = service.Token;
        var made = new ServedRoom(service, room, place);
        if (registers)
        {
            room.Arc.Register = name => made.RegisterAsync(name, labels);
        }

        await made.ChangeAsync(alpha => alpha with { Repository = $"{service.BaseUri}octo/demo", Labels = labels });
        var up = await place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        return made;
    }

    /// <summary>Writes another <c>alpha</c> into the configuration.</summary>
    public Task ChangeAsync(Func<Installation, Installation> change) =>
        new ConfigurationFile(Place.Home, TimeProvider.System).ChangeAsync(
            document => document.With(change(document.Find("alpha")!)),
            Cancellation
        );

    /// <summary>A scale set as the service knows it.</summary>
    public Task<RunnerScaleSet?> FindAsync(string name) => GitHub.FindScaleSetAsync(1, name, Cancellation);

    public async ValueTask DisposeAsync()
    {
        GitHub.Dispose();
        Place.Dispose();
        await Room.DisposeAsync();
        await Service.DisposeAsync();
    }

    private async Task<int> RegisterAsync(string name, IReadOnlyList<string> labels) =>
        (await GitHub.EnsureScaleSetAsync(new ScaleSetSpec { Name = name, Labels = [name, .. labels] }, Cancellation))
            .ScaleSet
            .Id;
}
