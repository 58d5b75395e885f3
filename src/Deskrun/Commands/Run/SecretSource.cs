namespace Deskrun.Commands.Run;

/// <summary>
/// Where the secrets of a run come from: <c>--secret NAME</c> reads the variable NAME, else asks on a terminal;
/// <c>--secret-file</c> holds NAME=VALUE lines. A value on the command line is refused: everybody could read it there.
/// </summary>
internal static class SecretSource
{
    public static Dictionary<string, string> Read(RunOptions options, CliContext context)
    {
        var secrets = options.SecretFile is { } file
            ? NamedValues.ReadFile("--secret-file", Path.GetFullPath(file, context.WorkingFolder), context)
            : new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in options.Secrets)
        {
            if (name.Contains('='))
            {
                throw new CliException(
                    ExitCodes.Usage,
                    "--secret takes a name only: a value on the command line is visible to every user of this machine; "
                        + "set the variable of that name, or use --secret-file"
                );
            }

            secrets[NamedValues.Named("--secret", name)] = context.Variable(name) ?? Ask(name, context);
        }

        return secrets;
    }

    private static string Ask(string name, CliContext context)
    {
        var terminal = context.Terminal;
        if (!terminal.InIsTerminal || terminal.ReadHidden is not { } hidden)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"--secret {name}: the variable {name} is not set, and there is no terminal to ask on"
            );
        }

        terminal.Error.Write($"{name}: ");
        return context.Interruptible(hidden)
            ?? throw new CliException(ExitCodes.Usage, $"--secret {name}: nothing was typed");
    }
}
