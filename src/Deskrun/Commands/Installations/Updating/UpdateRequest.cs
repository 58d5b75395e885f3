using System.CommandLine;
using Deskrun.Backends.Cluster.Moving;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Removing;
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
        CliContext context
    )
    {
        var problems = new List<string>();
        var words = parse.GetValue(clear) ?? [];
        var cleared = ClearOption.Apply(before, words, problems);
        problems.AddRange(ClearOption.Contradictions(words, parse, options.All));
        var edit = new InstallationEdit(parse, options, context.WorkingFolder);
        var after = edit.Apply(cleared, credential.Reference);
        problems.AddRange(edit.Problems);
        problems.AddRange(CredentialEdit.Problems(before, after, credential));
        if (before.Backend == after.Backend && before.Context == after.Context)
        {
            return new UpdateRequest(after, problems, edit.Warnings);
        }

        var target = new MoveTarget(
            after.Backend,
            parse.GetValue(options.Context) ?? (before.Backend == after.Backend ? before.Context : null),
            parse.GetValue(options.Mode) is null ? null : after.Mode
        );
        problems.AddRange(Moves(before, after, target, parse.GetValue(options.Context)));
        var moved = MovePlan.Begin(before, target, context.Time.GetUtcNow());
        return new UpdateRequest(
            after with
            {
                Context = moved.Context,
                Mode = moved.Mode,
                MovingFrom = moved.MovingFrom,
            },
            problems,
            edit.Warnings
        );
    }

    // A scale set that also changes its name or its service could not be found at the side that it leaves.
    private static IEnumerable<string> Moves(
        Installation before,
        Installation after,
        MoveTarget target,
        string? contextGiven
    )
    {
        if (ScaleSetRetirement.Of(before, after).Count > 0)
        {
            yield return "--repository, --runner-group and --instances can't change together with --backend or --context; "
                + "move first, then change";
        }

        if (target.Backend == BackendNames.Local && contextGiven is not null)
        {
            yield return "--context names a cluster; the backend local has none";
        }
        else if (target.Backend == BackendNames.Kind && contextGiven is not null)
        {
            yield return "--context has no meaning on the backend kind: its cluster has a context of its own";
        }
    }
}
