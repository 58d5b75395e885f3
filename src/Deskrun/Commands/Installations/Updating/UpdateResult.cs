using Deskrun.Commands.Installations.Listing;

namespace Deskrun.Commands.Installations.Updating;

/// <summary>What <c>deskrun update -o json</c> prints.</summary>
/// <param name="Outcome"><c>updated</c>, <c>unchanged</c>, or <c>would-update</c> with <c>--dry-run</c>.</param>
/// <param name="Checked">Whether the service accepted the credential; false when it was not asked.</param>
/// <param name="Serving">Whether the running <c>deskrun up</c>, or the cluster, has the change.</param>
/// <param name="Changes">What changes.</param>
/// <param name="Installation">The installation as it is now.</param>
internal sealed record UpdateResult(
    string Outcome,
    bool Checked,
    bool Serving,
    IReadOnlyList<SettingChange> Changes,
    InstallationView Installation
)
{
    public static void WriteText(TextWriter writer, UpdateResult result)
    {
        var each = result.Installation;
        if (result.Outcome == "unchanged")
        {
            writer.WriteLine($"{each.Name} is so already; nothing was changed.");
            return;
        }

        writer.WriteLine(result.Outcome == "updated" ? $"Updated {each.Name}:" : $"Would update {each.Name}:");
        foreach (var change in result.Changes)
        {
            writer.WriteLine($"  {change.Setting}: {change.Before ?? "-"} -> {change.After ?? "-"}");
        }

        if (result.Outcome == "updated")
        {
            writer.WriteLine(
                result.Serving
                    ? $"It is being taken over; running jobs finish first: deskrun status {each.Name}"
                    : "Next: deskrun up"
            );
        }
    }
}
