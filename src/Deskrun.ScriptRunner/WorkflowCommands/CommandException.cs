namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>A command that cannot be carried out; the step that printed it fails.</summary>
internal sealed class CommandException(string message) : Exception(message);
