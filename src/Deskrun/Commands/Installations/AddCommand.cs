using System.CommandLine;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Listing;
using Deskrun.Commands.Installations.Output;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun add NAME</c>: checks everything, asks the service, stores, and says what comes next.</summary>
internal static class AddCommand
{
    public static Command Create(CliContext context)
    {
        var options = new AddOptions();
        var command = options.CreateCommand();
        command.SetGuardedAction((parse, cancellation) => RunAsync(context, options, parse, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context,
        AddOptions options,
        ParseResult parse,
        CancellationToken cancellation
    )
    {
        var home = new InstallationHome(context);
        var document = home.Configuration.Load();
        var input = CredentialInput.Read(parse, options, context);
        var request = AddRequest.Read(parse, options, input.Reference, context.IsRoot);
        var installation = request.Installation;
        Refuse([.. request.Problems, .. InstallationRules.Collisions(installation, document.Installations)]);
        if (NotBuiltRules.Reason(installation) is { } reason)
        {
            throw InstallationErrors.NotBuilt(reason);
        }

        if (IsUnchanged(home, document, installation, input))
        {
            return Print(context, parse, options, new("unchanged", false, false, View(context, installation)));
        }

        var offline = parse.GetValue(options.Offline);
        await CheckCredentialAsync(context, home, installation, input, offline, cancellation);
        if (parse.GetValue(options.DryRun))
        {
            return Print(context, parse, options, new("would-add", !offline, false, View(context, installation)));
        }

        await StoreAsync(home, installation, input, cancellation);
        var serving = !parse.GetValue(options.NoUp) && await TellRunningUpAsync(context, home, cancellation);
        return Print(context, parse, options, new("added", !offline, serving, View(context, installation)));
    }

    private static void Refuse(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new CliException(ExitCodes.Usage, string.Join($"{Environment.NewLine}deskrun: ", problems));
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

        throw new CliException(
            ExitCodes.Usage,
            $"the installation {installation.Name} exists with {(same ? "another credential" : "other settings")}; "
                + $"see deskrun list, and deskrun remove {installation.Name} before you add it anew"
        );
    }

    private static async Task CheckCredentialAsync(
        CliContext context,
        InstallationHome home,
        Installation installation,
        CredentialInput input,
        bool offline,
        CancellationToken cancellation
    )
    {
        if (offline && input.Value is null)
        {
            // A variable or file that is not there yet may come before `up`.
            return;
        }

        var secret = input.Value ?? home.Resolver.Resolve(installation.Name, input.Reference);
        if (secret.Length == 0)
        {
            throw new CliException(ExitCodes.Usage, "the credential is empty");
        }

        if (CredentialShape.Problem(installation.AuthType, secret) is { } problem)
        {
            throw new CliException(ExitCodes.Usage, problem);
        }

        if (!offline)
        {
            await new ServiceAccess(context).CheckAsync(installation, secret, cancellation);
        }
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
                Refuse(
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

    private static async Task<bool> TellRunningUpAsync(
        CliContext context,
        InstallationHome home,
        CancellationToken cancellation
    )
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

    private static InstallationView View(CliContext context, Installation installation) =>
        InstallationView.Of(installation, context.Variable("HOME") ?? "");

    private static int Print(CliContext context, ParseResult parse, AddOptions options, AddResult result)
    {
        ResultWriter.Write(
            context.Terminal.Out,
            parse.GetValue(options.Output)!,
            result,
            InstallationJson.Default.AddResult,
            WriteText
        );
        return ExitCodes.Success;
    }

    private static void WriteText(TextWriter writer, AddResult result)
    {
        var each = result.Installation;
        var limits = $"{each.MinRunners} to {each.MaxRunners} runners, mode {each.Mode}, backend {each.Backend}";
        writer.WriteLine(
            result.Outcome switch
            {
                "unchanged" => $"{each.Name} is there already, as you give it; nothing was changed.",
                "would-add" => $"Would add {each.Name} for {each.Repository} ({limits}).",
                _ => $"Added {each.Name} for {each.Repository} ({limits}).",
            }
        );
        if (result is { Outcome: not "unchanged", Checked: false })
        {
            writer.WriteLine("The credential was not checked.");
        }

        if (result.Outcome != "would-add")
        {
            writer.WriteLine(
                result.Serving
                    ? $"The running deskrun up serves it now: deskrun status {each.Name}"
                    : $"Next: deskrun up; then jobs with `runs-on: {each.Labels.FirstOrDefault() ?? each.Name}` run here."
            );
        }
    }
}
