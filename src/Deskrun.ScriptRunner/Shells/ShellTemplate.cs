namespace Deskrun.ScriptRunner.Shells;

/// <summary>How a script is handed to a shell; the table is the official runner's.</summary>
/// <param name="Command">Name or path of the shell.</param>
/// <param name="Arguments">Its arguments; <c>{0}</c> stands for the script's path.</param>
internal sealed record ShellTemplate(string Command, string Arguments)
{
    /// <summary>File extension of the script.</summary>
    public string Extension =>
        Command.ToLowerInvariant() switch
        {
            "bash" or "sh" => ".sh",
            "pwsh" or "powershell" => ".ps1",
            "python" => ".py",
            _ => "",
        };

    /// <summary>
    /// Reads a <c>shell:</c> value: the name of a built-in shell, or <c>command arguments</c> with <c>{0}</c>. Without a
    /// value the script runs in bash, or in sh where there is no bash, with <c>-e</c> alone.
    /// </summary>
    /// <param name="shell">The value, or null.</param>
    /// <param name="hasBash">Whether bash can be found.</param>
    /// <exception cref="ShellException">It is neither.</exception>
    public static ShellTemplate Read(string? shell, bool hasBash)
    {
        if (string.IsNullOrEmpty(shell))
        {
            return new ShellTemplate(hasBash ? "bash" : "sh", "-e {0}");
        }

        var parts = shell.Split(' ', 2);
        var arguments = parts.Length == 2 ? parts[1].TrimStart() : "";
        if (arguments.Length == 0)
        {
            arguments = Defaults(parts[0]);
        }

        return arguments.Contains("{0}", StringComparison.Ordinal)
            ? new ShellTemplate(parts[0], arguments)
            : throw new ShellException(
                "Invalid shell option. Shell must be a valid built-in (bash, sh, pwsh, python) "
                    + $"or a format string containing '{{0}}', but it is '{shell}'."
            );
    }

    /// <summary>The script as it is written to its file: PowerShell is made to stop at errors and to hand on exit codes.</summary>
    public string Prepare(string script) =>
        Command is "pwsh" or "powershell"
            ? "$ErrorActionPreference = 'stop'\n"
                + script
                + "\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }"
            : script;

    private static string Defaults(string command) =>
        command.ToLowerInvariant() switch
        {
            "bash" => "--noprofile --norc -e -o pipefail {0}",
            "sh" => "-e {0}",
            "pwsh" or "powershell" => "-command \". '{0}'\"",
            "python" => "{0}",
            _ => "",
        };
}
