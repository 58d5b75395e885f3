namespace Deskrun.Installations.Validation;

/// <summary>Judges the reference of a container image by its form; whether it exists is seen when it is pulled.</summary>
public static class ImageReference
{
    private const int Longest = 255;

    /// <summary>What is wrong with the reference, with the way out; null when its form is good.</summary>
    public static string? Problem(string image)
    {
        if (image.Length is 0 or > Longest || image.Any(letter => letter is <= ' ' or > '~'))
        {
            return $"an image is REGISTRY/NAME:TAG or REGISTRY/NAME@sha256:DIGEST of 1 to {Longest} letters without white space";
        }

        if (image.Contains("://", StringComparison.Ordinal))
        {
            return $"{image} is an address; an image is named without a scheme, such as ghcr.io/owner/runner:1.2";
        }

        var (name, digest) = Cut(image, image.IndexOf('@'));
        if (digest is not null && !IsDigest(digest))
        {
            return $"{image}: what follows @ must be sha256: and 64 hexadecimal digits";
        }

        var colon = name.LastIndexOf(':');
        var (path, tag) = Cut(name, colon > name.LastIndexOf('/') ? colon : -1);
        if (tag is not null && !IsTag(tag))
        {
            return $"{image}: the tag must be of letters, digits, dots, hyphens and underscores, at most 128";
        }

        // A registry may have a port; upper-case letters are allowed there only.
        var parts = path.Split('/');
        var first = parts.Length > 1 && (parts[0].Contains('.') || parts[0].Contains(':') || parts[0] == "localhost");
        return parts.Skip(first ? 1 : 0).All(IsPart)
            ? null
            : $"{image}: the name must be of lower-case letters, digits and . _ - between slashes";
    }

    private static (string Before, string? After) Cut(string text, int at) =>
        at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    private static bool IsDigest(string digest) =>
        digest.StartsWith("sha256:", StringComparison.Ordinal)
        && digest.Length == 71
        && digest.AsSpan(7).IndexOfAnyExcept("0123456789abcdef") < 0;

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= 128
        && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_')
        && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static bool IsPart(string part) =>
        part.Length > 0
        && IsPlain(part[0])
        && IsPlain(part[^1])
        && part.All(letter => IsPlain(letter) || letter is '.' or '_' or '-');

    private static bool IsPlain(char letter) => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
