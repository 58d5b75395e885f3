using System.CommandLine;

namespace Deskrun.Commands;

/// <summary><c>deskrun completion SHELL</c>: scripts that ask the program itself, so they never go out of date.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # deskrun completion for bash; load it with: source <(deskrun completion bash)
        _deskrun() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _deskrun deskrun
        """;

    private const string Zsh = """
        #compdef deskrun
        # deskrun completion for zsh; load it with: source <(deskrun completion zsh)
        _deskrun() {
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found
        }
        compdef _deskrun deskrun
        """;

    private const string Fish = """
        # deskrun completion for fish; load it with: deskrun completion fish | source
        function __deskrun_complete
            set -l line (commandline -cp)
            deskrun "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c deskrun -a "(__deskrun_complete)"
        """;

    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print the completion script for a shell.") { shell };
        command.SetAction(parse =>
        {
            context.Terminal.Out.WriteLine(
                parse.GetValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            );
            return ExitCodes.Success;
        });
        return command;
    }
}
