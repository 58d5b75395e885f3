using Deskrun.ScriptRunner.Steps;

namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>Carries out the commands in one step's output; everything else goes to the log.</summary>
internal sealed class CommandProcessor(StepExecution step)
{
    private const string StopCommands = "stop-commands";

    private static readonly HashSet<string> Registered = new(StringComparer.OrdinalIgnoreCase)
    {
        StopCommands,
        "add-mask",
        "add-matcher",
        "add-path",
        "debug",
        "echo",
        "endgroup",
        "error",
        "group",
        "notice",
        "remove-matcher",
        "save-state",
        "set-env",
        "set-output",
        "warning",
    };

    // Commands that print something themselves, or must not print their data.
    private static readonly HashSet<string> NeverEchoed = new(StringComparer.OrdinalIgnoreCase)
    {
        "add-mask",
        "debug",
        "error",
        "notice",
        "warning",
    };

    private readonly CommandActions actions = new(step);
    private string? resumeToken;

    /// <summary>Takes a line of output.</summary>
    public void Process(string line)
    {
        if (!TryCommand(line))
        {
            step.Output(line);
        }
    }

    private bool TryCommand(string line)
    {
        if (!line.Contains("::", StringComparison.Ordinal) && !line.Contains("##[", StringComparison.Ordinal))
        {
            return false;
        }

        var command = WorkflowCommand.Parse(line, IsKnown);
        return command is not null && (resumeToken is null ? Run(command, line) : Resume(command, line));
    }

    private bool IsKnown(string name) =>
        Registered.Contains(name) || string.Equals(name, resumeToken, StringComparison.OrdinalIgnoreCase);

    private bool Resume(WorkflowCommand command, string line)
    {
        if (!string.Equals(command.Name, resumeToken, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        step.Output(line);
        step.Debug("Resume processing commands");
        resumeToken = null;
        return true;
    }

    private bool Run(WorkflowCommand command, string line)
    {
        var hidden = NeverEchoed.Contains(command.Name);
        try
        {
            if (command.Name.Equals(StopCommands, StringComparison.OrdinalIgnoreCase))
            {
                Stop(command.Data);
                step.Output(line);
                return true;
            }

            if (step.Echo && !hidden)
            {
                step.Output(line);
            }

            actions.Run(command);
        }
        catch (CommandException e)
        {
            step.Error($"Unable to process command '{(hidden ? command.Name : line)}' successfully.");
            step.Error(e.Message);
            step.CommandFailed = true;
        }

        return true;
    }

    private void Stop(string token)
    {
        const string Switch = "ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS";
        const int ShortestSecret = 7;
        var unsafeToken =
            token.Length == 0
            || Registered.Contains(token)
            || token.Equals("pause-logging", StringComparison.OrdinalIgnoreCase);
        if (unsafeToken && !step.IsSwitchedOn(Switch))
        {
            throw new CommandException(
                "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow "
                    + $"command; the variable {Switch}=true allows it all the same."
            );
        }

        resumeToken = token;
        if (token.Length >= ShortestSecret)
        {
            step.Job.Masker.Add(token);
        }
    }
}
