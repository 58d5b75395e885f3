using System.CommandLine;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Listing;
using Deskrun.Commands.Installations.Output;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun add NAME</c>: checks everything, asks the service, stores, deploys, and says what comes next.</summary>
internal static class AddCommand
{
    public static Command Create(CliContext context)
    {
        var options = new InstallationOptions();
        options.Repository.Required = true;
        var command = options.CreateCommand("add", "Add an installation: a place whose jobs you want to run.");
        command.SetGuardedAction((parse, cancellation) => RunAsync(context, options, parse, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context,
        InstallationOptions options,
        ParseResult parse,
        CancellationToken cancellation
    )
    {
        var home = new InstallationHome(context);
        var document = home.Configuration.Load();
        var input = CredentialInput.Read(parse, options.Credential, parse.GetValue(options.Name)!, context);
        var request = NewInstallation.Read(parse, options, input.Reference, context.WorkingFolder);
        var installation = request.Installation;
        IReadOnlyList<string> problems =
        [
            .. request.Problems,
            .. InstallationCheck.Problems(context, installation, null, document.Installations),
        ];
        var design = await ClusterDesignCheck.RunAsync(context, document, installation, problems, cancellation);
        if (NotBuiltRules.Reason(installation) is { } reason)
        {
            throw InstallationErrors.NotBuilt(reason);
        }

        var deploys = !parse.GetValue(options.NoUp);
        var deployment = new Deployment(context, home);
        if (IsUnchanged(home, document, installation, input))
        {
            // What was stored may not have reached its cluster; there the same again changes nothing.
            var onCluster = installation.Backend != BackendNames.Local;
            var served =
                onCluster
                && deploys
                && !parse.GetValue(options.DryRun)
                && await deployment.ApplyAsync(installation, cancellation);
            return Print(context, parse, options, new("unchanged", false, served, View(context, installation)));
        }

        Warn(context, [.. request.Warnings, .. InstallationCheck.Warnings(installation)]);
        var offline = parse.GetValue(options.Offline);
        if (deploys)
        {
            await deployment.PrepareAsync(installation, cancellation);
        }

        await CredentialCheck.RunAsync(context, home, installation, input.Value, offline, cancellation);
        if (parse.GetValue(options.DryRun))
        {
            var releases = design?.ScaleSets.Where(each => each.Installation == installation.Name);
            var would = new AddResult("would-add", !offline, false, View(context, installation))
            {
                Releases = releases is null ? null : [.. releases.Select(ReleaseText.Of)],
            };
            return Print(context, parse, options, would);
        }

        await StoreAsync(home, installation, input, cancellation);
        var serving = deploys && await deployment.ApplyAsync(installation, cancellation);
        return Print(context, parse, options, new("added", !offline, serving, View(context, installation)));
    }

    private static void Warn(CliContext context, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
        }
    }

    private static bool IsUnchanged(
        InstallationHome home,
        ConfigurationDocument document,
        Installation installation,
        CredentialInput input
    )
    {
        if (document.Find(installation.Name) is not { } before)
        {
            return false;
        }

        var same = before.SaysTheSame(installation);
        if (same && (input.Value is null || home.Credentials.Get(installation.Name)?.Trim() == input.Value))
        {
            return true;
        }

        var way = same ? $"deskrun auth rotate {installation.Name}" : $"deskrun update {installation.Name}";
        throw new CliException(
            ExitCodes.Usage,
            $"the installation {installation.Name} exists with {(same ? "another credential" : "other settings")}; "
                + $"see deskrun list, and change it with {way}, or deskrun remove {installation.Name} before you add it anew"
        );
    }

    private static async Task StoreAsync(
        InstallationHome home,
        Installation installation,
        CredentialInput input,
        CancellationToken cancellation
    ) =>
        await home.Configuration.ChangeAsync(
            now =>
            {
                // Somebody else may have added it while the service was asked.
                InstallationCheck.Refuse(
                    now.Find(installation.Name) is null
                        ? InstallationRules.Collisions(installation, now.Installations)
                        : [$"the installation {installation.Name} was added by another command meanwhile"]
                );
                if (input.Value is { } value)
                {
                    home.Credentials.Put(installation.Name, value);
                }

                return now.With(installation);
            },
            cancellation
        );

    private static InstallationView View(CliContext context, Installation installation) =>
        InstallationView.Of(installation, context.Variable("HOME") ?? "");

    private static int Print(CliContext context, ParseResult parse, InstallationOptions options, AddResult result)
    {
        ResultWriter.Write(
            context.Terminal.Out,
            parse.GetValue(options.Output)!,
            result,
            InstallationJson.Default.AddResult,
            AddText.Write
        );
        return ExitCodes.Success;
    }
}
