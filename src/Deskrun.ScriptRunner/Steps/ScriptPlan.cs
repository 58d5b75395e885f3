using System.Text;
using Deskrun.ScriptRunner.Processes;
using Deskrun.ScriptRunner.Shells;

namespace Deskrun.ScriptRunner.Steps;

/// <summary>A step's script, ready to be written and started.</summary>
/// <param name="Script">The script as the workflow has it.</param>
/// <param name="Shell">The shell's template.</param>
/// <param name="Program">The shell's full path.</param>
/// <param name="Folder">Where it runs.</param>
internal sealed record ScriptPlan(string Script, ShellTemplate Shell, string Program, string Folder)
{
    /// <summary>Works out how a script runs.</summary>
    /// <param name="inputs">The step's <c>script</c>, <c>shell</c> and <c>workingDirectory</c>.</param>
    /// <param name="defaults">The job's <c>defaults.run</c>.</param>
    /// <param name="workspace">The job's workspace.</param>
    /// <param name="searchPath">Where programs are found.</param>
    /// <exception cref="ShellException">The shell is not there, or its value means nothing.</exception>
    public static ScriptPlan Make(
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> defaults,
        string workspace,
        string searchPath
    )
    {
        var shell = inputs.GetValueOrDefault("shell") is { Length: > 0 } own
            ? own
            : defaults.GetValueOrDefault("shell");
        var folder = inputs.TryGetValue("workingDirectory", out var given)
            ? given
            : defaults.GetValueOrDefault("working-directory") ?? "";
        var template = ShellTemplate.Read(shell, ProgramPath.Find("bash", searchPath) is not null);
        var program =
            ProgramPath.Find(template.Command, searchPath)
            // Many systems have Python by its versioned name alone.
            ?? (template.Command == "python" ? ProgramPath.Find("python3", searchPath) : null)
            ?? throw new ShellException(
                $"{template.Command}: command not found. Make sure '{template.Command}' is installed and its folder is "
                    + "in PATH, or choose another `shell:`."
            );
        return new ScriptPlan(
            inputs.GetValueOrDefault("script") ?? "",
            template,
            program,
            Path.GetFullPath(Path.Combine(workspace, folder))
        );
    }

    /// <summary>What the log shows before the script runs: its text, the shell, the variables of the workflow.</summary>
    public IEnumerable<string> Describe(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var lines = Script.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        yield return $"##[group]Run {FirstLine(Script)}";
        foreach (var line in lines)
        {
            yield return $"\e[36;1m{line}\e[0m";
        }

        yield return $"shell: {Program} {Shell.Arguments}";
        var heading = true;
        foreach (var (name, value) in variables)
        {
            if (heading)
            {
                yield return "env:";
                heading = false;
            }

            yield return $"  {name}: {value}";
        }

        yield return "##[endgroup]";
    }

    /// <summary>Writes the script to a file and gives what to start.</summary>
    public ProcessStart Write(string temp, IReadOnlyDictionary<string, string> environment)
    {
        if (!Directory.Exists(Folder))
        {
            throw new ShellException(
                $"The working directory '{Folder}' does not exist. A step before this one must create it, or "
                    + "`working-directory` must name another one (relative to the workspace)."
            );
        }

        var path = Path.Combine(temp, Guid.NewGuid() + Shell.Extension);
        File.WriteAllText(path, Shell.Prepare(Script), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var quoted = path.Replace("\"", "\\\"", StringComparison.Ordinal);
        var arguments = ArgumentLine.Split(Shell.Arguments.Replace("{0}", quoted, StringComparison.Ordinal));
        return new ProcessStart(Program, arguments, Folder, environment);
    }

    /// <summary>The first line that is not blank, as step names show it.</summary>
    public static string FirstLine(string text)
    {
        var trimmed = text.TrimStart(' ', '\t', '\r', '\n');
        var end = trimmed.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? trimmed : trimmed[..end];
    }
}
