namespace Deskrun.Backends.Local.Process;

/// <summary>A program to be started in a session of its own.</summary>
internal sealed record ChildStart
{
    /// <summary>Full path of the program.</summary>
    internal required string Program { get; init; }

    /// <summary>Its arguments, without its own name. Everybody on the machine can read them.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its whole environment. May hold secrets.</summary>
    internal required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Its working directory.</summary>
    internal required string Folder { get; init; }

    /// <summary>The file that takes its output, made with mode 0600.</summary>
    internal required string LogFile { get; init; }

    /// <summary>Only the program: the environment may hold secrets.</summary>
    public override string ToString() => $"ChildStart {{ Program = {Program} }}";
}
