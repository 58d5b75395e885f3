using Kar.Ending;
using Kar.Rendering;

namespace Kar.Tests.Texts;

/// <summary>The tables in the documentation are those of the code.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_table_of_exit_codes_is_the_one_in_the_documentation() =>
        AssertContains("exit-codes.md", ExitCodes.ToMarkdown());

    [Fact]
    public void The_table_of_settings_is_the_one_in_the_documentation() =>
        AssertContains("settings.md", HelpText.ToMarkdown());

    private static void AssertContains(string page, string table)
    {
        var path = Path.Combine(Repository.Root, "docs", "kar", page);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(text.Contains(table, StringComparison.Ordinal), $"{path} lacks this table; paste it:\n{table}");
    }
}
