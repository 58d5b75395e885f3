using Deskrun.Commands;
using Deskrun.Documentation;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.Documentation;

/// <summary>Compares the generated pages with what the program says now; DESKRUN_UPDATE_DOCS=1 writes them.</summary>
public sealed class GeneratedDocumentTests
{
    [Fact]
    public void The_command_line_reference_is_what_the_program_says() =>
        Check("docs/cli.md", CliReference.Write(CommandTree.Create(new Cli().Context)));

    [Fact]
    public void The_exit_code_table_is_what_the_program_says() => Check("docs/exit-codes.md", ExitCodeTable.Write());

    private static void Check(string page, string expected)
    {
        var path = Path.Combine(Repository.Root, page);
        if (Environment.GetEnvironmentVariable("DESKRUN_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{page} is missing; make it with DESKRUN_UPDATE_DOCS=1 ./test Deskrun.Tests");
        Assert.Equal(expected, File.ReadAllText(path));
    }
}
