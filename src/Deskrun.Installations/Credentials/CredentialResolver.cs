namespace Deskrun.Installations.Credentials;

/// <summary>Turns a reference into the secret, at the time of use.</summary>
/// <param name="store">Where stored values lie.</param>
/// <param name="variable">Reads one environment variable.</param>
/// <param name="read">
/// Does the reading of a path, which may be a pipe that nobody writes to: so that the wait can be interrupted. Without it
/// nothing interrupts it.
/// </param>
public sealed class CredentialResolver(
    CredentialStore store,
    Func<string, string?> variable,
    Func<string, Func<string>, string>? read = null
)
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

    private string ReadFile(string installation, string path)
    {
        if (Directory.Exists(path))
        {
            throw new CredentialException(
                $"{installation}: {path} is a folder; name the file that holds the credential"
            );
        }

        try
        {
            return read is null ? ReadAll(installation, path) : read(path, () => ReadAll(installation, path));
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

    // Bounded: the path may be a device without an end.
    private static string ReadAll(string installation, string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[LargestSecret + 1];
        var length = reader.ReadBlock(buffer);
        return length <= LargestSecret
            ? new string(buffer, 0, length)
            : throw new CredentialException(
                $"{installation}: {path} has more than 64 KiB, which is no token and no private key"
            );
    }
}
