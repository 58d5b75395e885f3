using System.Text.Json;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Homes;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Removing;

/// <summary>
/// Remembers scale sets that an installation of this machine leaves at the service when its settings change. A running
/// <c>up</c> drains them first, which may take hours; should it be killed meanwhile, nothing else would know of them.
/// </summary>
internal sealed class LeavingScaleSets(CliContext context, InstallationHome home)
{
    private string Folder => home.Folder.In("leaving");

    /// <summary>Remembers what <paramref name="after"/> has no more; called before the change is stored.</summary>
    /// <returns>The file that remembers it.</returns>
    public string Note(Installation before, Installation after)
    {
        PrivateFiles.EnsureFolder(Folder);
        var file = Path.Combine(Folder, $"{before.Name}-{Guid.NewGuid():N}.json");
        var gone = ScaleSetRetirement.Of(before, after);
        var note = new LeavingNote(before.Name, before.Repository, before.RunnerGroup, gone);
        PrivateFiles.Write(file, JsonSerializer.SerializeToUtf8Bytes(note, InstallationJson.Default.LeavingNote));
        return file;
    }

    /// <summary>The files of what is remembered.</summary>
    public IReadOnlyList<string> Find() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>
    /// Takes remembered scale sets off the service. Called only when nothing listens for them any more. What the service
    /// doesn't let go stays remembered, with a warning.
    /// </summary>
    /// <param name="files">What <see cref="Find"/> gave.</param>
    /// <param name="installation">Only those of this installation; null means all.</param>
    /// <param name="cancellation">Ends it; what is left stays remembered.</param>
    /// <returns>How many are gone now.</returns>
    public async Task<int> ClearAsync(IReadOnlyList<string> files, string? installation, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var file in files)
        {
            if (Read(file) is { } note && (installation is null || note.Installation == installation))
            {
                count += await ClearAsync(file, note, cancellation);
            }
        }

        return count;
    }

    private async Task<int> ClearAsync(string file, LeavingNote note, CancellationToken cancellation)
    {
        var document = home.Configuration.Load();
        var left = note.ScaleSets.Except(Wanted(document, note)).ToList();
        var names = string.Join(", ", left);
        if (left.Count > 0)
        {
            if (document.Find(note.Installation) is not { } owner)
            {
                Say(
                    $"warning: {note.Installation} is gone; if {note.Repository} still lists {names}, delete that there"
                );
            }
            else if (
                await new ScaleSetRemoval(context, home).RunAsync(
                    owner with
                    {
                        Repository = note.Repository,
                        RunnerGroup = note.RunnerGroup,
                    },
                    left,
                    force: true,
                    cancellation
                ) is
                { } warning
            )
            {
                Say($"warning: {warning}");
                return 0;
            }
            else
            {
                Say($"{note.Installation}: {names}, which it has no more, is gone at {note.Repository}");
            }
        }

        File.Delete(file);
        return left.Count;
    }

    /// <summary>What installations have there now: a change may have been taken back.</summary>
    private static IEnumerable<string> Wanted(ConfigurationDocument document, LeavingNote note) =>
        document
            .Installations.Where(each =>
                string.Equals(each.Repository, note.Repository, StringComparison.OrdinalIgnoreCase)
                && each.RunnerGroup == note.RunnerGroup
            )
            .SelectMany(PlannedScaleSet.Of)
            .Select(set => set.Name);

    private LeavingNote? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), InstallationJson.Default.LeavingNote);
        }
        catch (FileNotFoundException)
        {
            // Another command was faster.
            return null;
        }
        catch (JsonException broken)
        {
            Say($"warning: {file} can't be read ({broken.Message}); it names scale sets that are to go");
            return null;
        }
    }

    private void Say(string text) => context.Terminal.Error.WriteLine(text);
}
