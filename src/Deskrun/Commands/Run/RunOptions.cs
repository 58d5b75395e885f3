namespace Deskrun.Commands.Run;

/// <summary>What the command line of <c>deskrun run</c> asked for, before anything is looked up.</summary>
internal sealed record RunOptions
{
    public string? Workflow { get; init; }
    public IReadOnlyList<string> Jobs { get; init; } = [];
    public string? Event { get; init; }
    public string? EventFile { get; init; }
    public IReadOnlyList<string> Inputs { get; init; } = [];
    public IReadOnlyList<string> Env { get; init; } = [];
    public IReadOnlyList<string> Secrets { get; init; } = [];
    public string? SecretFile { get; init; }
    public IReadOnlyList<string> Vars { get; init; } = [];
    public IReadOnlyList<string> Matrix { get; init; } = [];
    public int? MaxParallel { get; init; }
    public string? Runner { get; init; }
    public string? RunnerFolder { get; init; }
    public string? Workspace { get; init; }
    public bool Keep { get; init; }
    public bool List { get; init; }
    public bool Plain { get; init; }
    public bool AnyLabel { get; init; }
    public string Output { get; init; } = "text";
    public TimeSpan? Timeout { get; init; }
}
