namespace Deskrun.Backends.Cluster.Kind;

/// <summary>A file by which containerd looks for a registry's images at a mirror first.</summary>
/// <param name="Path">The file on the host.</param>
/// <param name="Text">Its text.</param>
public sealed record RegistryHosts(string Path, string Text)
{
    /// <summary>What is wrong with a mirror as a user writes it; null when it is good.</summary>
    /// <param name="text">Such as <c>docker.io=http://mirror:5000</c>.</param>
    public static string? Problem(string text)
    {
        var (registry, mirror) = Split(text);
        return
            registry.Length > 0
            && !registry.Contains('/')
            && Uri.TryCreate(mirror, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0
            ? null
            : $"--registry-mirror {text}: give REGISTRY=URL, such as docker.io=http://mirror:5000; the node must reach the "
                + "URL, and it holds no password";
    }

    /// <summary>Computes the file.</summary>
    /// <param name="text">The mirror as the settings hold it.</param>
    /// <param name="folder">The folder of these files on the host.</param>
    public static RegistryHosts Read(string text, string folder)
    {
        var (registry, mirror) = Split(text);
        return new RegistryHosts(
            System.IO.Path.Combine(folder, registry, "hosts.toml"),
            $"""
            [host."{mirror}"]
              capabilities = ["pull", "resolve"]

            """
        );
    }

    private static (string Registry, string Mirror) Split(string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 ? (text, "") : (text[..equals], text[(equals + 1)..].TrimEnd('/'));
    }
}
