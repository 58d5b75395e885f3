using System.CommandLine;
using Deskrun.Backends.Cluster.Moving;
using Deskrun.Commands.Clusters.Moving;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Listing;
using Deskrun.Commands.Installations.Output;
using Deskrun.Commands.Installations.Updating;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun update NAME</c>: changes what is given, says what that is, and brings it to where it lives.</summary>
internal static class UpdateCommand
{
    public static Command Create(CliContext context)
    {
        var options = new InstallationOptions();
        var clear = ClearOption.Create();
        var command = options.CreateCommand(
            "update",
            "Change an installation: only what is given changes; a list that is given replaces the old one."
        );
        command.Options.Add(clear);
        command.SetGuardedAction((parse, cancellation) => RunAsync(context, options, clear, parse, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context,
        InstallationOptions options,
        Option<string[]> clear,
        ParseResult parse,
        CancellationToken cancellation
    )
    {
        var home = new InstallationHome(context);
        var document = home.Configuration.Load();
        var name = parse.GetValue(options.Name)!;
        var before =
            document.Find(name) ?? throw new CliException(ExitCodes.Usage, UnknownName.Message(name, document));
        var input = CredentialInput.Read(parse, options.Credential, name, context);
        var request = UpdateRequest.Read(parse, options, clear, before, input, context);
        var after = request.After;
        IReadOnlyList<string> problems =
        [
            .. request.Problems,
            .. InstallationCheck.Problems(context, after, before, document.Installations),
        ];
        await ClusterDesignCheck.RunAsync(context, document, after, problems, cancellation);
        if (NotBuiltRules.Reason(after) is { } reason)
        {
            throw InstallationErrors.NotBuilt(reason);
        }

        var changes = SettingChange.Between(before, after);
        var newSecret = input.Value is { } value && home.Credentials.Get(name)?.Trim() != value;
        if (changes.Count == 0 && newSecret)
        {
            changes = [new SettingChange("credential", before.Credential.Describe(), "stored, another value")];
        }

        if (changes.Count == 0)
        {
            return Print(context, parse, options, new("unchanged", false, false, [], View(context, after)));
        }

        foreach (var warning in request.Warnings.Concat(InstallationCheck.Warnings(after)))
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
        }

        var asks = !parse.GetValue(options.Offline) && AsksTheService(before, after, input);
        var deploys = !parse.GetValue(options.NoUp);
        var deployment = new Deployment(context, home);
        if (deploys)
        {
            await deployment.PrepareAsync(after, cancellation);
        }

        await CredentialCheck.RunAsync(context, home, after, input.Value, !asks, cancellation);
        if (parse.GetValue(options.DryRun))
        {
            return Print(context, parse, options, new("would-update", asks, false, changes, View(context, after)));
        }

        await new InstallationChange(context, home).StoreAsync(before, after, input.Value, cancellation);
        var serving = deploys && await BringAsync(context, home, after, cancellation);
        return Print(context, parse, options, new("updated", asks, serving, changes, View(context, after)));
    }

    private static async Task<bool> BringAsync(
        CliContext context,
        InstallationHome home,
        Installation after,
        CancellationToken cancellation
    )
    {
        var deployment = new Deployment(context, home);
        if (!MovePlan.IsOpen(after))
        {
            return await deployment.ApplyAsync(after, cancellation);
        }

        // The old side first: one scale set has one listener.
        var moved = await new BackendMover(context, home).RunAsync(null, dryRun: false, cancellation);
        var serving = await deployment.ApplyAsync(after, cancellation);
        moved.TellClusters();
        await moved.TellLocalAsync(() => CurrentStatus.AskAsync(home.Folder, context.Time, cancellation), cancellation);
        return serving;
    }

    private static bool AsksTheService(Installation before, Installation after, CredentialInput input) =>
        input.IsGiven
        || before.Repository != after.Repository
        || before.RunnerGroup != after.RunnerGroup
        || before.AppId != after.AppId
        || before.AppInstallationId != after.AppInstallationId;

    private static InstallationView View(CliContext context, Installation installation) =>
        InstallationView.Of(installation, context.Variable("HOME") ?? "");

    private static int Print(CliContext context, ParseResult parse, InstallationOptions options, UpdateResult result)
    {
        ResultWriter.Write(
            context.Terminal.Out,
            parse.GetValue(options.Output)!,
            result,
            InstallationJson.Default.UpdateResult,
            UpdateResult.WriteText
        );
        return ExitCodes.Success;
    }
}
