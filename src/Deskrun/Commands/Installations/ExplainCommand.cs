using System.CommandLine;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun explain RUN|JOB|RUNNER</c>: everything that happened to it, and why it goes no further.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliContext context)
    {
        var subject = new Argument<string>("subject")
        {
            Description = "A run's number, a job's id (6 letters of it are enough) or name, or a runner's name.",
            HelpName = "run|job|runner",
        };
        var output = OutputOption.Create(ResultWriter.Formats);
        var command = new Command(
            "explain",
            "Tell the story of a run, a job or a runner, with the cause when it is stuck."
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
                var stories = StoryFinder.Find(JournalReader.Read(home.Folder), query);
                if (stories.Count == 0)
                {
                    throw new CliException(
                        ExitCodes.Usage,
                        $"the journal in {home.Folder.Journal} knows no run, job or runner \"{query}\"; see deskrun status"
                    );
                }

                var status = await CurrentStatus.AskAsync(home.Folder, context.Time, cancellation);
                var report = new StoryReport(query, [.. stories.Select(story => StoryCause.With(story, status))]);
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
}
