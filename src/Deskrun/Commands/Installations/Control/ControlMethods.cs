namespace Deskrun.Commands.Installations.Control;

/// <summary>What can be asked over the control socket. A method's name never changes its meaning; a new meaning is a new name.</summary>
internal static class ControlMethods
{
    /// <summary>Who serves, and what it understands.</summary>
    public const string Hello = "hello";

    /// <summary>The state of everything; answers with <c>status</c>.</summary>
    public const string Status = "status";

    /// <summary>Reads the configuration again.</summary>
    public const string Reload = "reload";

    /// <summary>Drains an installation, removes its scale sets and its configuration; sends progress lines.</summary>
    public const string Remove = "remove";

    /// <summary>Drains everything and ends; sends progress lines, and the answer when all runners are gone.</summary>
    public const string Stop = "stop";

    /// <summary>All of them, as <c>hello</c> lists them.</summary>
    public static IReadOnlyList<string> All { get; } = [Hello, Status, Reload, Remove, Stop];
}
