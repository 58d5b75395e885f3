using System.Text.RegularExpressions;
using Deskrun.Workflows.Expressions.Functions;
using Deskrun.Workflows.Keys;

namespace Deskrun.Workflows.Tests;

public partial class DocumentationTests
{
    [Fact]
    public void The_documentation_lists_every_key_as_the_parser_treats_it()
    {
        var file = Repository.File("docs", "workflows.md");
        var text = File.ReadAllText(file);
        var rows = KeyTable.All.Select(Row);
        var table = "| key | here | contexts | note |\n|---|---|---|---|\n" + string.Concat(rows.Select(r => r + "\n"));
        var expected = KeysBlock().Replace(text, m => $"{m.Groups[1].Value}\n{table}{m.Groups[2].Value}");
        if (Repository.UpdatesGoldenFiles)
        {
            File.WriteAllText(file, expected);
        }

        Assert.Contains("\n| `jobs.<job_id>.runs-on` |", expected);
        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Fact]
    public void The_documentation_lists_every_function()
    {
        var text = File.ReadAllText(Repository.File("docs", "expressions.md"));
        var table = text[text.IndexOf("<!-- functions", StringComparison.Ordinal)..];
        var documented = FunctionName().Matches(table).Select(m => m.Groups[1].Value);
        Assert.Equal(FunctionTable.All.Keys.Order(), documented.Order());
    }

    [Fact]
    public void Every_refused_or_ignored_key_says_why() =>
        Assert.All(KeyTable.All.Where(k => k.Support != KeySupport.Runs), k => Assert.NotEmpty(k.Note));

    private static string Row(WorkflowKey key)
    {
        var here = key.Support.ToString().ToLowerInvariant();
        var shown = key.Support == KeySupport.Runs ? here : $"**{here}**";
        return $"| `{key.Path}` | {shown} | {string.Join(", ", key.Availability.Contexts)} | {key.Note} |";
    }

    [GeneratedRegex("(<!-- keys[^\n]*-->\n)[^<]*(?:<(?!!--)[^<]*)*(<!-- /keys -->)")]
    private static partial Regex KeysBlock();

    [GeneratedRegex(@"^\| `(\w+)\(", RegexOptions.Multiline)]
    private static partial Regex FunctionName();
}
