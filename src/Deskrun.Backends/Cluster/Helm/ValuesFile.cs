using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Values as a file of mode 0600 in a folder of mode 0700, for the length of one call.</summary>
internal sealed class ValuesFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("deskrun-helm-").FullName;

    public ValuesFile(JsonObject values)
    {
        Path = System.IO.Path.Combine(folder, "values.json");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var stream = new FileStream(Path, options);
        using var writer = new StreamWriter(stream);
        writer.Write(values.ToJsonString());
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
