namespace Deskrun.Installations.Validation;

/// <summary>
/// What an installation may be called. The name becomes a label at the service, a folder and the name of Kubernetes
/// objects, so it keeps to what all of them take.
/// </summary>
public static class InstallationName
{
    /// <summary>The longest name of a scale set that ARC takes, whose objects add their own endings.</summary>
    public const int Longest = 45;

    /// <summary>What is wrong with the name, with the way out; null when it is good.</summary>
    /// <param name="name">The name as it was given.</param>
    /// <param name="instances">How many scale sets it makes: from 2 on each name gets an ending.</param>
    public static string? Problem(string name, int instances = 1)
    {
        if (name.Length == 0)
        {
            return "the name is empty";
        }

        var ending = instances < 2 ? 0 : $"-{instances}".Length;
        if (name.Length + ending > Longest)
        {
            return $"the name has {name.Length} letters; the most is {Longest - ending}";
        }

        return name.All(Allowed) && name[0] != '-' && name[^1] != '-'
            ? null
            : $"the name \"{Printable(name)}\" must be of lower-case letters, digits and hyphens, with no hyphen at its ends; "
                + $"{Suggestion(name)}";
    }

    private static bool Allowed(char letter) => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-';

    private static string Printable(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));

    private static string Suggestion(string name)
    {
        var close = string.Concat(name.ToLowerInvariant().Select(letter => Allowed(letter) ? letter : '-')).Trim('-');
        return close.Length > 0 ? $"try {close}" : "try my-runner";
    }
}
