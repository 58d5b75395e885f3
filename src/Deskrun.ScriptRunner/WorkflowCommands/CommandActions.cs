using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Steps;

namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>What each command does to the step and the job.</summary>
internal sealed class CommandActions(StepExecution step)
{
    private const string UnsafeSwitch = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

    /// <summary>Carries out a command.</summary>
    /// <exception cref="CommandException">It cannot be carried out.</exception>
    public void Run(WorkflowCommand command)
    {
        switch (command.Name.ToLowerInvariant())
        {
            case "group":
                step.Output($"##[group]{command.Data}");
                break;
            case "endgroup":
                step.Output("##[endgroup]");
                break;
            case "debug":
                step.Debug(command.Data);
                break;
            case "notice":
                step.Add(IssueCommand.Read(command, IssueLevel.Notice, step));
                break;
            case "warning":
                step.Add(IssueCommand.Read(command, IssueLevel.Warning, step));
                break;
            case "error":
                step.Add(IssueCommand.Read(command, IssueLevel.Error, step));
                break;
            case "add-mask":
                Mask(command.Data);
                break;
            case "echo":
                Echo(command.Data);
                break;
            case "set-output":
                WarnDeprecated(command.Name);
                step.SetOutput(Name(command), command.Data);
                break;
            case "save-state":
                WarnDeprecated(command.Name);
                step.SetState(Name(command), command.Data);
                break;
            case "set-env":
                DemandUnsafe(command.Name);
                step.SetVariable(Name(command), command.Data);
                break;
            case "add-path":
                DemandUnsafe(command.Name);
                step.Job.AddPath(command.Data.Length > 0 ? command.Data : throw new CommandException("path is empty"));
                break;
            default:
                step.Warning(
                    $"The built-in runner has no problem matchers: the `{command.Name}` command does nothing. "
                        + "The official runner has them."
                );
                break;
        }
    }

    private static string Name(WorkflowCommand command) =>
        command.Property("name") is { Length: > 0 } name
            ? name
            : throw new CommandException($"Required field 'name' is missing in ##[{command.Name}] command.");

    private void Mask(string secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            step.Warning("Can't add secret mask for empty string in ##[add-mask] command.");
            return;
        }

        if (step.Echo)
        {
            step.Output("::add-mask::***");
        }

        step.Job.Masker.Add(secret);
    }

    private void Echo(string value) =>
        step.Echo = value.Trim().ToUpperInvariant() switch
        {
            "ON" => true,
            "OFF" => false,
            _ => throw new CommandException(
                $"Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '{value}'."
            ),
        };

    private void WarnDeprecated(string command) =>
        step.Warning(
            $"The `{command}` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. "
                + "For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/"
        );

    private void DemandUnsafe(string command)
    {
        if (!step.IsSwitchedOn(UnsafeSwitch))
        {
            throw new CommandException(
                $"The `{command}` command is disabled. Please upgrade to using Environment Files or opt into unsecure "
                    + $"command execution by setting the `{UnsafeSwitch}` environment variable to `true`. "
                    + "For more information see: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/"
            );
        }
    }
}
