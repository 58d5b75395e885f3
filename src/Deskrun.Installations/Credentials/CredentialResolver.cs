namespace Deskrun.Installations.Credentials;

/// <summary>Turns a reference into the secret, at the time of use.</summary>
/// <param name="store">Where stored values lie.</param>
/// <param name="variable">Reads one environment variable.</param>
public sealed class CredentialResolver(CredentialStore store, Func<string, string?> variable)
{
    private const int LargestSecret = 64 * 1024;

    /// <summary>Reads the secret, without the white space around it.</summary>
    /// <exception cref="CredentialException">It is missing, empty or unreadable; the message says how to repair it.</exception>
    public string Resolve(string installation, CredentialReference reference)
    {
        var value = reference switch
        {
            CredentialReference.FromEnvironment(var name) => variable(name)
                ?? throw new CredentialException(
                    $"{installation}: the variable {name} is not set; export {name} with the credential and try again"
                ),
            CredentialReference.FromFile(var path) => ReadFile(installation, path),
            CredentialReference.Stored(var key) => store.Get(key)
                ?? throw new CredentialException(
                    $"{installation}: its stored credential {store.PathOf(key)} is gone; "
                        + $"deskrun remove {installation}, then add it again with its credential"
                ),
            CredentialReference.InConfiguration inline => inline.Value,
            _ => throw new CredentialException(
                $"{installation} has no credential; give one with --auth-env, --auth-file or --auth-value-stdin"
            ),
        };
        var trimmed = value.Trim();
        return trimmed.Length > 0
            ? trimmed
            : throw new CredentialException($"{installation}: its credential ({reference.Describe()}) is empty");
    }

    private static string ReadFile(string installation, string path)
    {
        if (Directory.Exists(path))
        {
            throw new CredentialException(
                $"{installation}: {path} is a folder; name the file that holds the credential"
            );
        }

        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length > LargestSecret
                ? throw new CredentialException(
                    $"{installation}: {path} has {file.Length} bytes, which is no token and no private key"
                )
                : File.ReadAllText(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(
                $"{installation}: the credential file {path} can't be read ({failed.Message}); "
                    + "put the credential there, readable for this user",
                failed
            );
        }
    }
}
