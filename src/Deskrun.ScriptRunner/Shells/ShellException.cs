namespace Deskrun.ScriptRunner.Shells;

/// <summary>A step's shell cannot be used; the message is written for the author of the workflow.</summary>
internal sealed class ShellException(string message) : Exception(message);
