using System.CommandLine;
using Deskrun.Backends.Local.Process;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Logging;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun logs RUNNER|JOB</c>: what the runner wrote, while it lives and after.</summary>
internal static class LogsCommand
{
    public static Command Create(CliContext context)
    {
        var subject = new Argument<string>("subject")
        {
            Description = "A runner's name, or a job's id (6 letters of it are enough) or name.",
            HelpName = "runner|job",
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the runner ends." };
        var command = new Command(
            "logs",
            "Print what a runner of `deskrun up` wrote; the steps' own logs are at the service that queued the job."
        )
        {
            subject,
            follow,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var query = parse.GetValue(subject)!;
                var runners = Runners(home, query);
                var printed = false;
                foreach (var runner in runners)
                {
                    printed |= await PrintAsync(context, home, runner, parse.GetValue(follow), cancellation);
                }

                return printed
                    ? ExitCodes.Success
                    : throw new CliException(
                        ExitCodes.Usage,
                        $"no log of \"{query}\" is kept in {home.Folder.RunnerLogs}, and no such runner lives; "
                            + "see deskrun explain"
                    );
            }
        );
        return command;
    }

    private static IReadOnlyList<string> Runners(InstallationHome home, string query)
    {
        var known = StoryFinder.Find(JournalReader.Read(home.Folder), query).SelectMany(story => story.Steps);
        return [.. known.Select(step => step.Runner).OfType<string>().Append(query).Distinct()];
    }

    private static async Task<bool> PrintAsync(
        CliContext context,
        InstallationHome home,
        string runner,
        bool follow,
        CancellationToken cancellation
    )
    {
        using var driver = new ProcessDriver(new ProcessDriverOptions { Home = home.Folder.Path, Time = context.Time });
        var alive = (await driver.ListAsync(cancellation)).FirstOrDefault(each => each.Name == runner);
        if (alive is not null)
        {
            await foreach (var line in driver.LogsAsync(alive, follow, cancellation))
            {
                Write(context, line);
            }

            return true;
        }

        var kept = new KeptLogs(home.Folder).Read(runner);
        foreach (var line in kept ?? [])
        {
            Write(context, line);
        }

        return kept is not null;
    }

    private static void Write(CliContext context, string line) =>
        context.Terminal.Out.WriteLine(AnsiText.Tame(line, context.Terminal.Color));
}
