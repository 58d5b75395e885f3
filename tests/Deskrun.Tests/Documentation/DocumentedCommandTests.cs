using System.CommandLine.Parsing;
using Deskrun.Commands;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.Documentation;

/// <summary>Each deskrun command line in a Markdown file must parse against the real command tree.</summary>
public sealed class DocumentedCommandTests
{
    public static TheoryData<string, string> Lines()
    {
        var data = new TheoryData<string, string>();
        var pages = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        foreach (var page in pages.Where(File.Exists))
        {
            foreach (var line in CommandLines(File.ReadLines(page)))
            {
                data.Add(Path.GetRelativePath(Repository.Root, page), line);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_documented_command_line_parses(string page, string line)
    {
        var words = CommandLineParser.SplitCommandLine(line).Skip(1).ToArray();

        var errors = CommandTree.Create(new Cli().Context).Parse(words).Errors;

        Assert.True(errors.Count == 0, $"{page}: {line}: {string.Join("; ", errors.Select(e => e.Message))}");
    }

    private static IEnumerable<string> CommandLines(IEnumerable<string> lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside && line is "```sh" or "```console";
                continue;
            }

            var text = line.Trim();
            text = text.StartsWith("$ ", StringComparison.Ordinal) ? text[2..] : text;
            if (
                inside
                && (
                    text.StartsWith("deskrun ", StringComparison.Ordinal)
                    || text.StartsWith("./deskrun ", StringComparison.Ordinal)
                )
            )
            {
                // What the shell takes away: comments, pipes, redirections, what follows.
                yield return System.Text.RegularExpressions.Regex.Split(text, @"\s(#|\|\|?|<|>|2>|&&|;|&)(\s|$)")[0];
            }
        }
    }
}
