using System.Text;
using Deskrun.Installations.Homes;

namespace Deskrun.Installations.Credentials;

/// <summary>Keeps secrets that were given as values: one file of mode 0600 each, in a folder of mode 0700.</summary>
public sealed class CredentialStore(DeskrunHome home)
{
    /// <summary>The file that holds a stored secret.</summary>
    public string PathOf(string key) => Path.Combine(home.Credentials, key);

    /// <summary>Stores a secret, replacing an older one of the same key.</summary>
    public void Put(string key, string value) => PrivateFiles.Write(PathOf(key), Encoding.UTF8.GetBytes(value));

    /// <summary>Reads a secret; null when there is none of that key.</summary>
    public string? Get(string key)
    {
        try
        {
            return File.ReadAllText(PathOf(key));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a secret; one that is gone already is no error.</summary>
    public void Remove(string key)
    {
        if (File.Exists(PathOf(key)))
        {
            File.Delete(PathOf(key));
        }
    }
}
