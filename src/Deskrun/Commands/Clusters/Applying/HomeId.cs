using System.Security.Cryptography;
using System.Text;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>The name by which a cluster knows this home, so that several homes can share one.</summary>
internal static class HomeId
{
    /// <summary>Reads it; the first call makes it.</summary>
    /// <exception cref="IOException">The home can't be written.</exception>
    public static string Of(DeskrunHome home)
    {
        var file = home.In("home-id");
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 and <= 63 } known)
        {
            return known;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        PrivateFiles.Write(file, Encoding.UTF8.GetBytes(made + "\n"));
        return made;
    }
}
