namespace Deskrun.Commands.Installations.Control;

/// <summary>Tells the running <c>up</c> of a home, if there is one, that the configuration has changed.</summary>
internal static class RunningReload
{
    /// <returns>True when one runs and took it over; what it refuses is told as a warning.</returns>
    public static async Task<bool> TellAsync(CliContext context, InstallationHome home, CancellationToken cancellation)
    {
        await using var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation);
        if (client is null)
        {
            return false;
        }

        var answer = await client.AskAsync(new ControlRequest(ControlMethods.Reload), null, cancellation);
        if (answer.Error is { } error)
        {
            context.Terminal.Error.WriteLine($"warning: the running deskrun up did not take it over: {error}");
        }

        return answer.Error is null;
    }
}
