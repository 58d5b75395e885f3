namespace Deskrun.Backends.Tests.Doubles;

/// <summary>What a dummy runner does.</summary>
internal static class Shell
{
    /// <summary>Speaks, and ends with the code that somebody writes into a file.</summary>
    public const string UntilTold =
        "echo \"${DESKRUN_RUNNER%@*} speaks\"; while [ ! -s \"$HOME/end\" ]; do sleep 0.02; done; exit $(cat \"$HOME/end\")";

    /// <summary>Never ends by itself.</summary>
    public const string Hang = "exec sleep 300";

    /// <summary>Ends for nothing but a kill.</summary>
    public const string Deaf = "trap '' INT TERM; while :; do sleep 0.05; done";
}
