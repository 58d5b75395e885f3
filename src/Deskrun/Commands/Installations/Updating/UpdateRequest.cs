using System.CommandLine;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Updating;

/// <summary>What a command line makes of an installation.</summary>
/// <param name="After">The installation as it shall be.</param>
/// <param name="Problems">What can't be read or can't be changed so, each with its way out.</param>
/// <param name="Warnings">What is read in another way than it may be meant.</param>
internal sealed record UpdateRequest(Installation After, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)
{
    public static UpdateRequest Read(
        ParseResult parse,
        InstallationOptions options,
        Option<string[]> clear,
        Installation before,
        CredentialInput credential,
        string workingFolder
    )
    {
        var problems = new List<string>();
        var cleared = ClearOption.Apply(before, parse.GetValue(clear) ?? [], problems);
        var edit = new InstallationEdit(parse, options, workingFolder);
        var after = edit.Apply(cleared, credential.Reference);
        problems.AddRange(edit.Problems);
        problems.AddRange(Moves(before, after));
        problems.AddRange(CredentialEdit.Problems(before, after, credential));
        return new UpdateRequest(after, problems, edit.Warnings);
    }

    // The old place must let its jobs finish and be gone first: one scale set has one listener.
    private static IEnumerable<string> Moves(Installation before, Installation after)
    {
        if (before.Backend != after.Backend)
        {
            yield return $"update doesn't move installations from {before.Backend} to {after.Backend}; that is: "
                + $"deskrun up --backend {after.Backend}";
        }
        else if (before.Context != after.Context && after.Backend == BackendNames.Kubernetes)
        {
            yield return $"update doesn't move installations from the cluster {before.Context} to {after.Context}; remove "
                + $"{before.Name} and add it there";
        }
    }
}
