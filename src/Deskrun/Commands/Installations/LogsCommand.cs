using System.CommandLine;
using Deskrun.Backends.Local.Process;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Logging;
using Deskrun.Installations;
using Deskrun.Installations.Planning;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun logs RUNNER|JOB|NAME</c>: what the runner wrote, while it lives and, on this machine, after.</summary>
internal static class LogsCommand
{
    public static Command Create(CliContext context)
    {
        var subject = new Argument<string>("subject")
        {
            Description =
                "A runner's name, a job's id (6 letters of it are enough) or name, or an installation's name.",
            HelpName = "runner|job|name",
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the runner ends." };
        var listener = new Option<bool>("--listener")
        {
            Description = "On a cluster: the listener of this installation.",
        };
        var controller = new Option<bool>("--controller")
        {
            Description = "On a cluster: ARC's controller, which serves this installation.",
        };
        var previous = new Option<bool>("--previous", "-p")
        {
            Description = "On a cluster: what the container wrote before it was started again.",
        };
        var command = new Command(
            "logs",
            "Print what a runner wrote; the steps' own logs are at the service that queued the job."
        )
        {
            subject,
            follow,
            listener,
            controller,
            previous,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(listener) && result.GetValue(controller))
            {
                result.AddError("give --listener or --controller, not both");
            }
        });
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var query = parse.GetValue(subject)!;
                var logs = new ClusterLogs(context, home)
                {
                    Source =
                        parse.GetValue(listener) ? LogSource.Listener
                        : parse.GetValue(controller) ? LogSource.Controller
                        : LogSource.Runners,
                    Follow = parse.GetValue(follow),
                    Previous = parse.GetValue(previous),
                };
                if (logs.Previous || logs.Source != LogSource.Runners)
                {
                    return await logs.PrintAsync(query, cancellation) > 0
                        ? ExitCodes.Success
                        : throw NoPod(home, query);
                }

                var printed = false;
                foreach (var runner in Runners(home, query))
                {
                    printed |= await PrintAsync(context, home, runner, logs.Follow, cancellation);
                }

                return printed || await logs.PrintAsync(query, cancellation) > 0
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

    private static CliException NoPod(InstallationHome home, string query)
    {
        var installation = home.Configuration.Load().Find(query);
        return new CliException(
            ExitCodes.Usage,
            installation is null ? $"no cluster has an installation or runner \"{query}\"; see deskrun status"
                : ClusterPlace.Has(installation)
                    ? $"the cluster has no such Pod of {query}; see deskrun explain {query}"
                : $"{query} lives on this machine, where deskrun up itself listens; its words are on its own terminal"
        );
    }

    private static IReadOnlyList<string> Runners(InstallationHome home, string query)
    {
        var known = StoryFinder.Find(JournalReader.Read(home.Folder), query).SelectMany(story => story.Steps);
        return
        [
            .. known.Select(step => step.Runner).OfType<string>().Append(query).Concat(Newest(home, query)).Distinct(),
        ];
    }

    /// <summary>Who asks for an installation of this machine wants to know how its last runners fared.</summary>
    private static IEnumerable<string> Newest(InstallationHome home, string query)
    {
        var kept = new KeptLogs(home.Folder);
        return home.Configuration.Load().Find(query) is { Backend: BackendNames.Local } installation
            ? PlannedScaleSet.Of(installation).Select(set => kept.NewestOf(set.Name)).OfType<string>()
            : [];
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
