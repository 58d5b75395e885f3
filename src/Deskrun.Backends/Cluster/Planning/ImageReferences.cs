namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Moves image references to another registry.</summary>
public static class ImageReferences
{
    /// <summary>The same image in a mirror; unchanged without one.</summary>
    /// <param name="image">A reference with its registry, such as <c>ghcr.io/actions/actions-runner:2.336.0</c>.</param>
    /// <param name="registry">The registry (and perhaps a folder) that takes the place of the image's own.</param>
    public static string In(string image, string? registry)
    {
        if (string.IsNullOrEmpty(registry))
        {
            return image;
        }

        var slash = image.IndexOf('/');
        var rest = slash > 0 && IsRegistry(image[..slash]) ? image[(slash + 1)..] : image;
        return $"{registry.TrimEnd('/')}/{rest}";
    }

    private static bool IsRegistry(string part) => part.Contains('.') || part.Contains(':') || part == "localhost";
}
