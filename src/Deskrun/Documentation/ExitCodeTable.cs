using System.Text;

namespace Deskrun.Documentation;

/// <summary>Writes docs/exit-codes.md.</summary>
internal static class ExitCodeTable
{
    public static string Write()
    {
        var text = new StringBuilder(
            "# Exit codes of deskrun\n\nGenerated from the program.\n\n| code | meaning |\n|---|---|\n"
        );
        foreach (var (code, meaning) in ExitCodes.All)
        {
            text.Append($"| {code} | {meaning} |\n");
        }

        return text.ToString();
    }
}
