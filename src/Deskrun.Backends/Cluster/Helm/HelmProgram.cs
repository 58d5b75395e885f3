namespace Deskrun.Backends.Cluster.Helm;

/// <summary>The helm that is used.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Version">Its version.</param>
public sealed record HelmProgram(string Path, Version Version)
{
    internal const string WayToGetIt =
        "Get helm 4 (or 3.8 and newer) from https://helm.sh/docs/intro/install, put it on PATH, or name it with DESKRUN_HELM";

    private static readonly Version Oldest = new(3, 8);

    /// <summary>Finds helm in DESKRUN_HELM, else on PATH, and asks it for its version.</summary>
    /// <exception cref="HelmException">There is none, or its version is not supported.</exception>
    public static async Task<HelmProgram> FindAsync(HelmHost host, CancellationToken cancellation = default)
    {
        var path = Locate(host);
        var asked = await HelmRun.RunAsync(path, ["version", "--template", "{{.Version}}"], host, cancellation);
        var said = asked.Output.Trim().TrimStart('v');
        var end = said.AsSpan().IndexOfAnyExcept("0123456789.");
        if (asked.ExitCode != 0 || !Version.TryParse(end < 0 ? said : said[..end], out var version))
        {
            throw new HelmException(
                HelmFailureKind.WrongVersion,
                $"{path} doesn't say its version ({(asked.Errors.Length > 0 ? asked.Errors : said)}). {WayToGetIt}"
            );
        }

        return version >= Oldest && version.Major is 3 or 4
            ? new HelmProgram(path, version)
            : throw new HelmException(
                HelmFailureKind.WrongVersion,
                $"{path} is helm {version}; deskrun works with 3.8 and newer, and with 4. {WayToGetIt}"
            );
    }

    private static string Locate(HelmHost host)
    {
        if (host.Variable("DESKRUN_HELM") is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new HelmException(
                    HelmFailureKind.Missing,
                    $"DESKRUN_HELM names {named}, which is not there. {WayToGetIt}"
                );
        }

        return (host.Variable("PATH") ?? "")
                .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => System.IO.Path.Combine(folder, "helm"))
                .FirstOrDefault(File.Exists)
            ?? throw new HelmException(
                HelmFailureKind.Missing,
                $"helm is not on PATH, and clusters need it. {WayToGetIt}"
            );
    }
}
