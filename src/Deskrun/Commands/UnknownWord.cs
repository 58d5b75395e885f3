using System.CommandLine;
using System.CommandLine.Parsing;
using Deskrun.Workflows.Spelling;

namespace Deskrun.Commands;

/// <summary>
/// Names the word of a command line that nobody knows. The parser alone takes a mistyped option for an argument and
/// complains of what follows, and tells of a mistyped command that one is missing.
/// </summary>
internal static class UnknownWord
{
    /// <summary>What is wrong, in one sentence; null where no word is unknown.</summary>
    public static string? In(ParseResult parse, IReadOnlyList<string> arguments)
    {
        if (arguments is [['[', ..], ..])
        {
            // A shell asks for suggestions: what is typed so far is unknown by nature.
            return null;
        }

        var command = parse.CommandResult.Command;
        if (command is RootCommand && parse.UnmatchedTokens is [var word, ..] && !word.StartsWith('-'))
        {
            var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
            return $"there is no command '{word}'{Suggestion.Sentence(word, commands)}";
        }

        // Behind -- everything is an argument.
        var option = arguments.Contains("--")
            ? null
            : parse
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens.Select(token => token.Value))
                .Concat(parse.UnmatchedTokens)
                .FirstOrDefault(value => value.Length > 1 && value[0] == '-');
        return option is null
            ? null
            : $"there is no option '{option}'{Suggestion.Sentence(option, command.Options.Select(o => o.Name))}";
    }
}
