using Deskrun.Commands.Installations.Listing;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>Tells a person what <c>add</c> did and what comes next.</summary>
internal static class AddText
{
    public static void Write(TextWriter writer, AddResult result)
    {
        var each = result.Installation;
        var limits =
            each.Instances > 1
                ? $"{each.Instances} scale sets of 1 runner"
                : $"{each.MinRunners} to {each.MaxRunners} runner{(each.MaxRunners == 1 ? "" : "s")}";
        var place = each.Context is null ? each.Backend : $"{each.Backend} ({each.Context})";
        var what = $"{each.Name} for {each.Repository} ({limits}, mode {each.Mode}, backend {place})";
        writer.WriteLine(
            result.Outcome switch
            {
                "unchanged" => $"{each.Name} is there already, as you give it; nothing was changed.",
                "would-add" => $"Would add {what}.",
                _ => $"Added {what}.",
            }
        );
        foreach (var release in result.Releases ?? [])
        {
            writer.WriteLine($"  {release}");
        }

        if (result is { Outcome: not "unchanged", Checked: false })
        {
            writer.WriteLine("The credential was not checked.");
        }

        if (result.Outcome != "would-add")
        {
            writer.WriteLine(Next(result));
        }
    }

    private static string Next(AddResult result)
    {
        var each = result.Installation;
        return !result.Serving ? $"Next: deskrun up; then jobs with {RunsOn(each)} run {Where(each)}."
            : each.Backend == BackendNames.Local ? $"The running deskrun up serves it now: deskrun status {each.Name}"
            : $"Its cluster serves it now: deskrun status {each.Name}";
    }

    private static string RunsOn(InstallationView each) =>
        each.Labels.FirstOrDefault() is { } label ? $"`runs-on: {label}`"
        : each.ScaleSets is [var one] ? $"`runs-on: {one}`"
        : $"`runs-on: {each.ScaleSets[0]}` to `{each.ScaleSets[^1]}`";

    private static string Where(InstallationView each) =>
        each.Backend == BackendNames.Local ? "here" : "on the cluster";
}
