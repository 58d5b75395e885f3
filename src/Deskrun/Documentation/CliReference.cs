using System.CommandLine;
using System.Text;

namespace Deskrun.Documentation;

/// <summary>Writes docs/cli.md from the command tree itself, so that it cannot say anything else.</summary>
internal static class CliReference
{
    public static string Write(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append(
            "# Command line reference\n\nGenerated from the program. Exit codes: [exit-codes.md](exit-codes.md).\n"
        );
        foreach (var command in root.Subcommands.Where(c => !c.Hidden).OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            Append(text, "deskrun", command);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string parent, Command command)
    {
        var path = $"{parent} {command.Name}";
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        text.Append($"\n## `{path}{string.Concat(arguments.Select(Usage))}`\n\n{command.Description}\n");
        if (arguments.Count > 0)
        {
            text.Append("\n| argument | meaning |\n|---|---|\n");
            foreach (var argument in arguments)
            {
                text.Append($"| `{argument.Name}` | {Cell(argument.Description)} |\n");
            }
        }

        var options = command.Options.Where(o => !o.Hidden).OrderBy(o => o.Name, StringComparer.Ordinal).ToList();
        if (options.Count > 0)
        {
            text.Append("\n| option | meaning |\n|---|---|\n");
            foreach (var option in options)
            {
                var names = string.Join(
                    ", ",
                    new[] { option.Name }.Concat(option.Aliases.Order()).Select(n => $"`{n}`")
                );
                var value = option.HelpName is { Length: > 0 } name ? $" `{Cell(name)}`" : "";
                text.Append($"| {names}{value} | {Cell(option.Description)} |\n");
            }
        }

        foreach (var child in command.Subcommands.Where(c => !c.Hidden).OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            Append(text, path, child);
        }
    }

    private static string Usage(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}";

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|").Replace("\n", " ");
}
