using Deskrun.Installations.Homes;

namespace Deskrun.Installations.Configuration;

/// <summary>The file <c>config.json</c> of a home: read, and changed by one process at a time.</summary>
public sealed class ConfigurationFile(DeskrunHome home, TimeProvider time)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>What the file says; an absent file says nothing.</summary>
    /// <exception cref="ConfigurationException">The file can't be understood.</exception>
    public ConfigurationDocument Load()
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(home.ConfigFile);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return ConfigurationDocument.Empty;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new ConfigurationException(
                home.ConfigFile,
                [$"{home.ConfigFile}: can't be read ({denied.Message})"],
                "Give this user the right to read it, or point DESKRUN_HOME to another folder."
            );
        }

        return ConfigurationDocument.Read(home.ConfigFile, bytes);
    }

    /// <summary>Changes the file under its lock. Nothing is written when the document comes back as it was.</summary>
    /// <param name="change">Gives the new document for the present one; what it throws leaves the file untouched.</param>
    /// <param name="cancellation">Stops waiting for the lock.</param>
    /// <returns>What the file says now.</returns>
    /// <exception cref="ConfigurationException">The file can't be understood; it is never overwritten then.</exception>
    /// <exception cref="TimeoutException">Another command kept the file's lock.</exception>
    public async Task<ConfigurationDocument> ChangeAsync(
        Func<ConfigurationDocument, ConfigurationDocument> change,
        CancellationToken cancellation
    )
    {
        using var held = await HomeLock
            .AcquireAsync(home.ConfigLock, LockPatience, time, cancellation)
            .ConfigureAwait(false);
        var before = Load();
        var after = change(before);
        if (!ReferenceEquals(before, after))
        {
            PrivateFiles.Write(home.ConfigFile, after.ToBytes());
        }

        return after;
    }
}
