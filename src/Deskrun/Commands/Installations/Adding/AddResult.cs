using Deskrun.Commands.Installations.Listing;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>What <c>deskrun add -o json</c> prints.</summary>
/// <param name="Outcome"><c>added</c>, <c>unchanged</c>, or <c>would-add</c> with <c>--dry-run</c>.</param>
/// <param name="Checked">Whether the service accepted the credential; false when it was not asked.</param>
/// <param name="Serving">Whether a running <c>deskrun up</c> took the installation over.</param>
/// <param name="Installation">The installation.</param>
internal sealed record AddResult(string Outcome, bool Checked, bool Serving, InstallationView Installation)
{
    /// <summary>With <c>--dry-run</c>: what would be made in the cluster, a line each; null on this machine.</summary>
    public IReadOnlyList<string>? Releases { get; init; }
}
