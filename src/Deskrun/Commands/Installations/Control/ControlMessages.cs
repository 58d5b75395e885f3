using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Commands.Installations.Control;

/// <summary>One line of the client.</summary>
/// <param name="Method">One of <see cref="ControlMethods"/>.</param>
/// <param name="Name">The installation, for <c>remove</c>.</param>
/// <param name="Now">Don't wait for running jobs, for <c>remove</c> and <c>stop</c>.</param>
internal sealed record ControlRequest(string Method, string? Name = null, bool Now = false);

/// <summary>One line of the server: progress, or the answer, which is the last line of a request.</summary>
internal sealed record ControlResponse
{
    /// <summary>What happens meanwhile; more lines follow.</summary>
    public string? Progress { get; init; }

    /// <summary>Why the request failed; null when it didn't.</summary>
    public string? Error { get; init; }

    /// <summary>The methods that the server understands, for <c>hello</c>.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>The server's version, for <c>hello</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The state, for <c>status</c>.</summary>
    public UpStatus? Status { get; init; }

    /// <summary>What the person should know about a success, such as a scale set that stays at the service.</summary>
    public string? Warning { get; init; }
}
