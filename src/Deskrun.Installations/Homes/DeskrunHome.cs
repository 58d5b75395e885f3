namespace Deskrun.Installations.Homes;

/// <summary>The folder that holds everything deskrun keeps for one user: <c>~/.deskrun</c>, or <c>DESKRUN_HOME</c>.</summary>
/// <param name="Path">Its absolute path.</param>
public sealed record DeskrunHome(string Path)
{
    /// <summary>What the user configured.</summary>
    public string ConfigFile => In("config.json");

    /// <summary>Held for the length of one change of the configuration file.</summary>
    public string ConfigLock => In("config.lock");

    /// <summary>Held exclusively by the <c>up</c> that serves this home.</summary>
    public string UpLock => In("up.lock");

    /// <summary>The Unix socket through which commands speak to the running <c>up</c>.</summary>
    public string ControlSocket => In("control.sock");

    /// <summary>What happened to jobs and runners, as JSON lines. Losing it loses history only.</summary>
    public string Journal => In("journal");

    /// <summary>What runners wrote, kept after they are gone. Losing it loses history only.</summary>
    public string RunnerLogs => In("runner-logs");

    /// <summary>The message sessions of the running <c>up</c>. Losing it costs the one after a killed <c>up</c> some minutes.</summary>
    public string Sessions => In("sessions");

    /// <summary>Credentials that were given as values, one file of mode 0600 each.</summary>
    public string Credentials => In("credentials");

    /// <summary>Installed official runners, one folder per version.</summary>
    public string Runners => In("runners");

    /// <summary>A path inside of the home.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
