using System.Text.Json;

namespace Deskrun.Backends.Local.Process;

/// <summary>The folder of one runner: its marker, its log, and what belongs to its job.</summary>
internal sealed class RunnerFolder(string path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The official runner lists every folder above its own before it starts. What is secret has a mode of its own.
    private const UnixFileMode Passable =
        Private
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    internal string Name => System.IO.Path.GetFileName(Path);

    internal string Path { get; } = path;

    /// <summary>Where the runner program lives and works.</summary>
    internal string Root => System.IO.Path.Combine(Path, "root");

    /// <summary>The job's HOME.</summary>
    internal string Home => System.IO.Path.Combine(Path, "home");

    /// <summary>The job's TMPDIR.</summary>
    internal string Temp => System.IO.Path.Combine(Path, "tmp");

    internal string LogFile => System.IO.Path.Combine(Path, "runner.log");

    private string MarkerFile => System.IO.Path.Combine(Path, "marker.json");

    /// <summary>Makes the folder; mode 0700, or passable for a user of its own when the runner becomes one.</summary>
    internal void Create(bool passable)
    {
        Directory.CreateDirectory(Path, Private);
        if (passable)
        {
            File.SetUnixFileMode(Path, Passable);
        }

        foreach (var folder in (string[])[Root, Home, Temp])
        {
            Directory.CreateDirectory(folder, Private);
        }
    }

    internal RunnerMarker? ReadMarker()
    {
        try
        {
            using var file = File.OpenRead(MarkerFile);
            return JsonSerializer.Deserialize(file, RunnerMarkerJson.Default.RunnerMarker);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void WriteMarker(RunnerMarker marker)
    {
        var fresh = MarkerFile + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, marker, RunnerMarkerJson.Default.RunnerMarker);
        }

        File.Move(fresh, MarkerFile, overwrite: true);
    }

    /// <summary>Removes everything. The marker goes last, so that a wipe that is cut short is found and finished.</summary>
    /// <exception cref="IOException">Something cannot be removed; the message names it.</exception>
    internal void Wipe()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(Path))
        {
            FolderWipe.Run(folder);
        }

        FolderWipe.Run(Path);
    }
}
