using System.CommandLine;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun explain NAME|RUN|JOB|RUNNER</c>: everything that happened to it, and why it goes no further.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliContext context)
    {
        var subject = new Argument<string>("subject")
        {
            Description =
                "A run's number, a job's id (6 letters of it are enough) or name, a runner's name, or the name of an installation on a cluster.",
            HelpName = "run|job|runner|name",
        };
        var output = OutputOption.Create(ResultWriter.Formats);
        var command = new Command(
            "explain",
            "Tell the story of a run, a job, a runner or an installation on a cluster, with the cause when it is stuck."
        )
        {
            subject,
            output,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var query = parse.GetValue(subject)!;
                var report = new StoryReport(query, await FindAsync(context, home, query, cancellation));
                ResultWriter.Write(
                    context.Terminal.Out,
                    parse.GetValue(output)!,
                    report,
                    InstallationJson.Default.StoryReport,
                    StoryText.Write
                );
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<Story>> FindAsync(
        CliContext context,
        InstallationHome home,
        string query,
        CancellationToken cancellation
    )
    {
        var stories = StoryFinder.Find(JournalReader.Read(home.Folder), query);

        // What ended here needs nobody else's word.
        var open = stories.Count == 0 || stories.Any(story => story.State is "waiting");
        var (elsewhere, failures) = open
            ? await ClusterStories.FindAsync(context, home, query, cancellation)
            : ([], []);
        if (stories.Count + elsewhere.Count > 0)
        {
            var status =
                stories.Count == 0 ? null : await CurrentStatus.AskAsync(home.Folder, context.Time, cancellation);
            return [.. stories.Select(story => StoryCause.With(story, status)), .. elsewhere];
        }

        var unknown = $"the journal in {home.Folder.Journal} knows no run, job or runner \"{query}\"";
        var clusters = home.Configuration.Load().Installations.Any(ClusterPlace.Has)
            ? ", nor does a cluster; a job that no runner has yet is known to the service alone"
            : "";
        throw failures.Count > 0
            ? new CliException(ExitCodes.Environment, $"{unknown}; not asked: {string.Join("; ", failures)}")
            : new CliException(ExitCodes.Usage, $"{unknown}{clusters}; see deskrun status");
    }
}
