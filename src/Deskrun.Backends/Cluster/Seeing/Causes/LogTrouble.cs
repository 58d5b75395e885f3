using System.Text.RegularExpressions;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Finds in a log of ARC why a scale set can't be listened for. Pure.</summary>
internal static partial class LogTrouble
{
    /// <summary>The newest cause that the lines tell; null when they tell none.</summary>
    /// <param name="lines">The log's end, oldest line first.</param>
    /// <param name="installation">Whose credential it would be.</param>
    /// <param name="about">Only lines that hold this text; null takes all.</param>
    public static Blockage? Find(IReadOnlyList<string> lines, string installation, string? about = null) =>
        lines
            .Reverse()
            .Where(line => about is null || Names(line, about))
            .Select(line => Judge(line, installation))
            .FirstOrDefault(found => found is not null);

    // A scale set "a" is not meant by a line about "a-2".
    private static bool Names(string line, string name)
    {
        for (
            var at = line.IndexOf(name, StringComparison.Ordinal);
            at >= 0;
            at = line.IndexOf(name, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + name.Length;
            if ((at == 0 || !IsNamePart(line[at - 1])) && (end == line.Length || !IsNamePart(line[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.';

    private static Blockage? Judge(string line, string installation)
    {
        var said = SeenEvents.OneLine(line);
        return SessionTaken().IsMatch(line)
                ? new Blockage(
                    BlockKind.Session,
                    $"another listener holds the session of this scale set: {said}",
                    "end the other one; a dead one's session is free after some minutes"
                )
            : SetGone().IsMatch(line)
                ? new Blockage(
                    BlockKind.ScaleSetGone,
                    $"the scale set is gone at the service: {said}",
                    "make it anew with: deskrun up"
                )
            : SecretMissing().IsMatch(line)
                ? new Blockage(
                    BlockKind.Credential,
                    $"the Secret with the credential is missing: {said}",
                    $"write it again: deskrun auth rotate {installation}"
                )
            : Refused().IsMatch(line)
                ? new Blockage(
                    BlockKind.Credential,
                    $"the service does not accept the credential of {installation}: {said}",
                    $"give a valid one (deskrun update {installation} --auth-env VAR), then: deskrun auth rotate {installation}"
                )
            : Unreachable().IsMatch(line)
                ? new Blockage(
                    BlockKind.Network,
                    $"the cluster does not reach the service: {said}",
                    "check the network, proxy and certificates of the cluster's Pods"
                )
            : null;
    }

    [GeneratedRegex("already has an active session|SessionConflict", RegexOptions.IgnoreCase)]
    private static partial Regex SessionTaken();

    [GeneratedRegex(
        "RunnerScaleSetNotFound|runner scale set.{0,60}(not found|does not exist)|"
            + "runnerscalesets/\\d+[^ ]* failed ?\\(status=\\\\?\"404",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SetGone();

    [GeneratedRegex("secrets? \\\\?\"[^\"]+\" not found|github config secret.{0,40}not found", RegexOptions.IgnoreCase)]
    private static partial Regex SecretMissing();

    [GeneratedRegex(
        "bad credentials|unauthori[sz]ed|\\b401\\b|\\b403\\b|resource not accessible|"
            + "(registration-token|access_tokens|runner-registration).{0,200}\\b404\\b|\\b404\\b.{0,200}(registration-token|access_tokens)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Refused();

    [GeneratedRegex(
        "no such host|connection refused|i/o timeout|tls handshake|x509:|proxyconnect|network is unreachable|no route to host",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Unreachable();
}
