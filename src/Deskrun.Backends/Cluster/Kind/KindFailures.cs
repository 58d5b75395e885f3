using System.Text.RegularExpressions;

namespace Deskrun.Backends.Cluster.Kind;

/// <summary>Understands what kind writes when it fails.</summary>
internal static partial class KindFailures
{
    public static KindException Of(string act, string errors)
    {
        if (Image().Match(errors) is { Success: true } image)
        {
            return new KindException(
                KindFailure.Image,
                $"{act}: the image {Whole(image.Groups[1].Value, errors)} can't be pulled: {Cause(errors)}; check its name and this "
                    + "machine's way to the registry, or choose another: deskrun cluster configure --node-image IMAGE "
                    + "(one that is loaded already needs no registry)"
            );
        }

        if (errors.Contains("already exist for a cluster with the name", StringComparison.Ordinal))
        {
            return new KindException(
                KindFailure.NameTaken,
                $"{act}: there is a cluster of that name already; use it with: deskrun cluster status, or remove it "
                    + "with: deskrun cluster delete"
            );
        }

        if (Port().Match(errors) is { Success: true } port)
        {
            return new KindException(
                KindFailure.Host,
                $"{act}: the port {port.Groups[1].Value} of this machine is taken; choose another with: "
                    + "deskrun cluster configure --api-port PORT, or let kind choose: --api-port default"
            );
        }

        if (errors.Contains("no space left on device", StringComparison.OrdinalIgnoreCase))
        {
            return new KindException(
                KindFailure.Host,
                $"{act}: the disk is full ({Cause(errors)}); make room, for instance with: docker system prune"
            );
        }

        if (errors.Contains("Cannot connect to the Docker daemon", StringComparison.Ordinal))
        {
            return new KindException(
                KindFailure.Daemon,
                $"{act}: Docker doesn't answer; start it with: sudo systemctl start docker, or start Docker Desktop"
            );
        }

        return new KindException(KindFailure.Other, $"{act}: {Cause(errors)}");
    }

    /// <summary>
    /// The image as it was asked for. With podman kind pulls an image with a digest without its tag, and its error names
    /// it so; the tag stands only in the step that it announced.
    /// </summary>
    private static string Whole(string pulled, string errors)
    {
        if (
            pulled.IndexOf("@sha256:", StringComparison.Ordinal) is var digest and > 0
            && Step().Match(errors) is { Success: true } step
            && step.Groups[1].Value is var tagged
            && tagged.LastIndexOf(':') is var tag and > 0
            // docker.io/ is put before a name that names no registry.
            && $"/{pulled[..digest]}".EndsWith($"/{tagged[..tag]}", StringComparison.Ordinal)
        )
        {
            return $"{tagged}{pulled[digest..]}";
        }

        return pulled;
    }

    /// <summary>The line that says most: the program's that kind ran, else kind's own.</summary>
    private static string Cause(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.StartsWith("Command Output:", StringComparison.Ordinal)) is { } output
                ? output["Command Output:".Length..].Trim()
            : lines.LastOrDefault(line => line.StartsWith("ERROR:", StringComparison.Ordinal)) is { } own
                ? own["ERROR:".Length..].Trim()
            : lines.LastOrDefault() ?? "it said nothing";
    }

    [GeneratedRegex("failed to pull image \"([^\"]+)\"")]
    private static partial Regex Image();

    [GeneratedRegex(@"Ensuring node image \(([^)\s]+)\)")]
    private static partial Regex Step();

    [GeneratedRegex(@"(?:Bind for [^ ]*:|listen tcp[46]? [^ ]*:|bind: )(\d+)?.*(?:already allocated|already in use)")]
    private static partial Regex Port();
}
