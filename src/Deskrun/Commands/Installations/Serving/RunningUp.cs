using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>What a second <c>up</c> does: it says that one runs, and how it is.</summary>
internal static class RunningUp
{
    /// <returns>True when one runs; its state was printed then.</returns>
    public static async Task<bool> ShowAsync(
        CliContext context,
        InstallationHome home,
        bool json,
        CancellationToken cancellation
    )
    {
        if (await CurrentStatus.AskAsync(home.Folder, context.Time, cancellation) is not { } status)
        {
            return false;
        }

        context.Terminal.Error.WriteLine("deskrun up runs already on this home; nothing was started.");
        ResultWriter.Write(
            context.Terminal.Out,
            json ? "json" : "table",
            status,
            InstallationJson.Default.UpStatus,
            (writer, value) => StatusText.Write(writer, value, context.Time.GetUtcNow())
        );
        return true;
    }
}
