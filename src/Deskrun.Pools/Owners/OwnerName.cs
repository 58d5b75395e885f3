using System.Security.Cryptography;

namespace Deskrun.Pools.Owners;

/// <summary>The names of owners: the kind, a dash, and something unique to one process.</summary>
public static class OwnerName
{
    /// <summary>A name that no other process has.</summary>
    public static string Create(OwnerKind kind) =>
        $"{(kind is OwnerKind.Run ? "run" : "up")}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>
    /// The kind that a name tells. What is not a run's is taken for the kind whose runners are spared, because a guess
    /// must never end somebody's job.
    /// </summary>
    public static OwnerKind KindOf(string name) =>
        name.StartsWith("run-", StringComparison.Ordinal) ? OwnerKind.Run : OwnerKind.Up;

    /// <summary>Refuses what would leave the folder of locks.</summary>
    /// <exception cref="ArgumentException">The name has other characters than letters, digits, dot, dash, underscore.</exception>
    internal static string Checked(string name)
    {
        var sound =
            name is { Length: > 0 and <= 100 }
            && name[0] != '.'
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        return sound
            ? name
            : throw new ArgumentException($"'{name}' is no owner name: use letters, digits, '.', '-' and '_'");
    }
}
