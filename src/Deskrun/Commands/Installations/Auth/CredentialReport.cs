using Deskrun.Commands.Installations.Output;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Auth;

/// <summary>What <c>deskrun auth check</c> prints.</summary>
/// <param name="Installations">Each credential that was looked at.</param>
internal sealed record CredentialReport(IReadOnlyList<CredentialState> Installations)
{
    public static void WriteText(TextWriter writer, CredentialReport report)
    {
        if (report.Installations.Count == 0)
        {
            return;
        }

        TextTable.Write(
            writer,
            ["NAME", "CREDENTIAL", "STATE", "REPOSITORY"],
            [
                .. report.Installations.Select(each =>
                    (IReadOnlyList<string>)
                        [each.Name, $"{each.AuthType} ({each.Credential})", each.State, each.Repository]
                ),
            ]
        );
        foreach (var each in report.Installations.Where(each => each.Problem is not null))
        {
            writer.WriteLine();
            writer.WriteLine($"{each.Name}: {AnsiText.Tame(each.Problem!.ReplaceLineEndings(" "), color: false)}");
        }
    }
}

/// <summary>One credential at this moment.</summary>
/// <param name="Name">The installation.</param>
/// <param name="Repository">The service's URL.</param>
/// <param name="AuthType">The kind of credential.</param>
/// <param name="Credential">Where it is found.</param>
/// <param name="State"><c>accepted</c>, <c>refused</c>, <c>missing</c> (nothing usable is found) or <c>unreachable</c>.</param>
/// <param name="Problem">What is wrong and the way out; null when it is accepted.</param>
internal sealed record CredentialState(
    string Name,
    string Repository,
    string AuthType,
    string Credential,
    string State,
    string? Problem
);
