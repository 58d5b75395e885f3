namespace Deskrun.Backends.Cluster.Tools;

/// <summary>What a program ended with.</summary>
internal sealed record ToolOutput(int ExitCode, string Output, string Errors);
