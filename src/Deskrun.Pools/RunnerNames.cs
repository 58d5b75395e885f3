using System.Security.Cryptography;

namespace Deskrun.Pools;

/// <summary>Names of runners: the scale set's, made safe for folders and the service, and something random.</summary>
internal static class RunnerNames
{
    // The service takes 64 characters; drivers append a little to it.
    private const int Longest = 48;

    internal static string Create(string scaleSet)
    {
        var safe = new string([.. scaleSet.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);
        var head = safe.Length > Longest ? safe[..Longest] : safe;
        return $"{head.Trim('-')}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}".TrimStart('-');
    }
}
