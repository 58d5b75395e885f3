using System.Text;
using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.Auth;

/// <summary>Who speaks, as it stands in every request's user agent. Source: protocol reference, section 10.</summary>
public sealed record ClientIdentity
{
    /// <summary>The program's name.</summary>
    public string System { get; init; } = "deskrun";

    /// <summary>Its version.</summary>
    public string Version { get; init; } =
        typeof(ClientIdentity).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0";

    /// <summary>The commit it was built from; <c>unknown</c> when it was not built from one.</summary>
    public string CommitSha { get; init; } = "unknown";

    /// <summary>The part of the program that speaks, such as <c>listener</c>.</summary>
    public string Subsystem { get; init; } = "listener";

    /// <summary>The user agent: one JSON object.</summary>
    /// <param name="scaleSetId">The scale set that a request is about; 0 when none.</param>
    internal string UserAgent(int scaleSetId) =>
        Encoding.UTF8.GetString(
            JsonBody.Write(
                json => json.WriteString("system", System),
                json => json.WriteString("version", Version),
                json => json.WriteString("commit_sha", CommitSha),
                json => json.WriteNumber("scale_set_id", scaleSetId),
                json => json.WriteString("subsystem", Subsystem),
                json => json.WriteString("build_version", Version),
                json => json.WriteString("build_commit_sha", CommitSha),
                json => json.WriteString("kind", "scaleset")
            )
        );
}
