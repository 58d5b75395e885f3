using System.CommandLine;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Updating;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Auth;

/// <summary><c>deskrun auth rotate NAME</c>: another credential for an installation that goes on serving meanwhile.</summary>
internal static class RotateCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("name") { Description = "The installation." };
        var options = new CredentialOptions();
        var offline = new Option<bool>("--offline")
        {
            Description = "Don't ask the service whether it accepts the credential.",
        };
        var noUp = new Option<bool>("--no-up") { Description = "Only store it; no cluster and no running up is told." };
        var command = new Command(
            "rotate",
            "Give an installation another credential without ending a session or a job. Without one, what its variable or "
                + "file holds now is checked and handed to its cluster."
        )
        {
            name,
            offline,
            noUp,
        };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var rotation = new Rotation(context, parse.GetValue(offline), !parse.GetValue(noUp));
                await rotation.RunAsync(parse, options, parse.GetValue(name)!, cancellation);
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private sealed class Rotation(CliContext context, bool offline, bool tells)
    {
        private readonly InstallationHome home = new(context);

        public async Task RunAsync(
            ParseResult parse,
            CredentialOptions options,
            string name,
            CancellationToken cancellation
        )
        {
            var document = home.Configuration.Load();
            var before =
                document.Find(name) ?? throw new CliException(ExitCodes.Usage, UnknownName.Message(name, document));
            var input = CredentialInput.Read(parse, options, name, context);
            var after = CredentialEdit.Apply(parse, options, before, input.Reference);
            // What else may be wrong with the installation is no reason to keep an old credential.
            InstallationCheck.Refuse([
                .. CredentialEdit.Problems(before, after, input),
                .. InstallationRules.Problems(after).Except(InstallationRules.Problems(before)),
            ]);
            await CredentialCheck.RunAsync(context, home, after, input.Value, offline, cancellation);
            await new InstallationChange(context, home).StoreAsync(before, after, input.Value, cancellation);
            var served = tells && await new Deployment(context, home).RotateAsync(after, cancellation);
            Say(after, served);
        }

        private void Say(Installation after, bool served)
        {
            var state = offline ? "is stored; it was not checked" : $"is accepted by {after.Repository}";
            context.Terminal.Out.WriteLine($"The credential of {after.Name} ({after.Credential.Describe()}) {state}.");
            // A cluster tells by itself what it made of it.
            if (!served || after.Backend != BackendNames.Local)
            {
                return;
            }

            context.Terminal.Out.WriteLine(
                "The running deskrun up takes it when it next renews its token, at the latest in an hour; no session and no "
                    + "job ends for it."
            );
            if (after.Credential is CredentialReference.FromEnvironment(var variable))
            {
                context.Terminal.Error.WriteLine(
                    $"warning: the running deskrun up sees the {variable} that it was started with; start it again where "
                        + "the new value is exported, or use --auth-file or --auth-value-stdin"
                );
            }
        }
    }
}
