namespace Deskrun.Backends.Cluster.Kind;

/// <summary>The kind program of this machine.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Version">Its version.</param>
public sealed record KindProgram(string Path, Version Version)
{
    private const string WayToGetIt =
        "Get it with `go install sigs.k8s.io/kind@latest`, with `brew install kind`, or from "
        + "https://github.com/kubernetes-sigs/kind/releases, and put it on PATH; DESKRUN_KIND names one that is elsewhere";

    /// <summary>The oldest version whose own node image can hold what deskrun puts there.</summary>
    public static Version Oldest { get; } = new(0, 22, 0);

    /// <summary>Finds it: DESKRUN_KIND, else the first on PATH.</summary>
    /// <exception cref="KindException">There is none, or it is too old; the message says how to get one.</exception>
    public static async Task<KindProgram> FindAsync(KindHost host, CancellationToken cancellation)
    {
        var path = Locate(host);
        var asked = await KindRun.RunAsync(path, ["version"], host, host.Longest, cancellation);

        // kind v0.33.0 go1.27.2 linux/amd64
        var word =
            asked.Output.Split(' ', '\n').FirstOrDefault(part => part.StartsWith('v') && part.Contains('.')) ?? "";
        var number = word.TrimStart('v').Split('-', '+')[0].Trim();
        if (asked.ExitCode != 0 || !Version.TryParse(number, out var version))
        {
            var said = asked.Errors.Length > 0 ? asked.Errors : asked.Output.Trim();
            throw new KindException(KindFailure.WrongVersion, $"{path} doesn't say its version ({said}). {WayToGetIt}");
        }

        return version >= Oldest
            ? new KindProgram(path, version)
            : throw new KindException(
                KindFailure.WrongVersion,
                $"{path} is kind {version}, and deskrun needs {Oldest} or newer. {WayToGetIt}"
            );
    }

    private static string Locate(KindHost host)
    {
        if (host.Variable("DESKRUN_KIND") is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? named
                : throw new KindException(
                    KindFailure.Missing,
                    $"DESKRUN_KIND names {named}, which is not there. {WayToGetIt}"
                );
        }

        return host.OnPath("kind")
            ?? throw new KindException(
                KindFailure.Missing,
                $"kind is not on PATH, and the backend kind needs it. {WayToGetIt}"
            );
    }
}
