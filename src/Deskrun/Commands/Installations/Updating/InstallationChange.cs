using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Homes;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Updating;

/// <summary>Stores the new state of an installation, with its credential and without what it leaves behind.</summary>
internal sealed class InstallationChange(CliContext context, InstallationHome home)
{
    /// <param name="before">The state that was looked at.</param>
    /// <param name="after">The state that shall be.</param>
    /// <param name="secret">A new value to keep; null when there is none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">Another command changed or removed it meanwhile.</exception>
    public async Task StoreAsync(
        Installation before,
        Installation after,
        string? secret,
        CancellationToken cancellation
    )
    {
        if (
            before.Backend == BackendNames.Local
            && after.Backend == BackendNames.Local
            && ScaleSetRetirement.Of(before, after).Count > 0
        )
        {
            await RetireAsync(before, after, cancellation);
        }

        await home.Configuration.ChangeAsync(
            now =>
            {
                InstallationCheck.Refuse(
                    now.Find(before.Name) is { } present && present.SaysTheSame(before)
                        ? InstallationRules.Collisions(after, now.Installations)
                        : [$"the installation {before.Name} was changed by another command meanwhile; try again"]
                );
                if (secret is not null)
                {
                    home.Credentials.Put(after.Name, secret);
                }

                return before.SaysTheSame(after) ? now : now.With(after);
            },
            cancellation
        );
        if (
            before.Credential is CredentialReference.Stored(var key)
            && after.Credential is not CredentialReference.Stored
        )
        {
            home.Credentials.Remove(key);
        }
    }

    // A running `up` does it itself, between the drain of the old scale sets and the start of the new ones.
    private async Task RetireAsync(Installation before, Installation after, CancellationToken cancellation)
    {
        // It may be killed before it gets so far.
        var note = new LeavingScaleSets(context, home).Note(before, after);
        await using var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation);
        if (client is not null)
        {
            return;
        }

        using var alone = HomeLock.TryAcquire(home.Folder.UpLock);
        var warning = alone is null
            ? null
            : await new ScaleSetRetirement(context, home).RunAsync(before, after, cancellation);
        if (warning is not null)
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
        }
        else if (alone is not null)
        {
            File.Delete(note);
        }
    }
}
