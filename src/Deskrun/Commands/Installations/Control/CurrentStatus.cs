using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Control;

/// <summary>Asks the running <c>up</c> for its state.</summary>
internal static class CurrentStatus
{
    /// <summary>The state, or null when no <c>up</c> serves this home.</summary>
    public static async Task<UpStatus?> AskAsync(DeskrunHome home, TimeProvider time, CancellationToken cancellation)
    {
        await using var client = await ControlClient.TryConnectAsync(home, time, cancellation);
        return client is null
            ? null
            : (await client.AskAsync(new ControlRequest(ControlMethods.Status), null, cancellation)).Status;
    }
}
