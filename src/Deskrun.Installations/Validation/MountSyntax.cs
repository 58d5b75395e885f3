namespace Deskrun.Installations.Validation;

/// <summary>Reads <c>--cache</c> and <c>--mount</c> as a user writes them.</summary>
public static class MountSyntax
{
    /// <summary>Reads <c>TARGET</c> or <c>SOURCE:TARGET</c>.</summary>
    /// <returns>The cache, or null with what is wrong.</returns>
    public static CachePath? ReadCache(string text, out string? problem)
    {
        var parts = text.Split(':');
        problem = parts.Length > 2 ? $"--cache {text}: give TARGET or SOURCE:TARGET" : null;
        return problem is not null ? null
            : parts.Length == 1 ? new CachePath(parts[0], "")
            : new CachePath(parts[1], parts[0]);
    }

    /// <summary>Reads <c>TARGET</c>, <c>SOURCE:TARGET</c> or <c>SOURCE:TARGET:TYPE</c>.</summary>
    /// <returns>The mount, or null with what is wrong.</returns>
    public static Mount? ReadMount(string text, out string? problem)
    {
        var parts = text.Split(':');
        problem =
            parts.Length > 3 ? $"--mount {text}: give TARGET, SOURCE:TARGET or SOURCE:TARGET:TYPE"
            : parts.Length == 3 && !MountTypes.All.Contains(parts[2])
                ? $"--mount {text}: the type is one of {string.Join(", ", MountTypes.All)}"
            : null;
        return problem is not null
            ? null
            : parts.Length switch
            {
                1 => new Mount(parts[0], "", MountTypes.DirectoryOrCreate),
                2 => new Mount(parts[1], parts[0], MountTypes.DirectoryOrCreate),
                _ => new Mount(parts[1], parts[0], parts[2]),
            };
    }
}
