using System.Security.Cryptography;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>
/// What <c>hashFiles</c> gives: the SHA-256 over the SHA-256s of all matching files, in the order in which GitHub's
/// glob library finds them, so that cache keys agree with GitHub's.
/// </summary>
public static class WorkspaceHash
{
    private const string FollowLinks = "--follow-symbolic-links";

    /// <summary>Hashes the matching files of a folder; files outside of it never count.</summary>
    /// <param name="workspace">The folder that relative patterns start from.</param>
    /// <param name="patterns">
    /// Patterns with <c>*</c>, <c>?</c>, <c>[…]</c> and <c>**</c>, one or several (a line each) in each text; one that
    /// starts with <c>!</c> excludes what earlier ones found. The first may be <c>--follow-symbolic-links</c>.
    /// </param>
    /// <param name="cancellationToken">Ends the work; GitHub gives it 120 seconds.</param>
    /// <returns>64 lower-case hex digits, or an empty text when nothing matches.</returns>
    /// <exception cref="ExpressionException">A pattern is not valid, or a matching file cannot be read.</exception>
    public static string Compute(
        string workspace,
        IReadOnlyList<string> patterns,
        CancellationToken cancellationToken = default
    )
    {
        var follow =
            patterns is [var first, ..] && string.Equals(first, FollowLinks, StringComparison.OrdinalIgnoreCase);
        if (!follow && patterns is [['-', '-', ..] option, ..])
        {
            throw new ExpressionException($"hashFiles: there is no option '{option}', only {FollowLinks}");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(workspace));
        var globs = GlobPattern.ParseAll(root, patterns.Skip(follow ? 1 : 0));
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var found = false;
        foreach (var file in new GlobWalk(root, globs, follow).Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            total.AppendData(HashFile(file));
            found = true;
        }

        return found ? Convert.ToHexStringLower(total.GetHashAndReset()) : "";
    }

    private static byte[] HashFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return SHA256.HashData(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExpressionException($"hashFiles: cannot read '{file}': {e.Message}");
        }
    }
}
