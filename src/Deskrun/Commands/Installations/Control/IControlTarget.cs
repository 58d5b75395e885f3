using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Commands.Installations.Control;

/// <summary>What the control socket speaks for: a running <c>deskrun up</c>.</summary>
internal interface IControlTarget
{
    /// <summary>The state of everything at this moment.</summary>
    UpStatus Status();

    /// <summary>Reads the configuration again and serves what it says.</summary>
    Task ReloadAsync(CancellationToken cancellation);

    /// <summary>Drains and removes an installation.</summary>
    /// <param name="name">Which.</param>
    /// <param name="now">True ends running jobs.</param>
    /// <param name="progress">Told what happens.</param>
    /// <returns>What the person should know; null when all is well.</returns>
    Task<string?> RemoveAsync(string name, bool now, Func<string, Task> progress);

    /// <summary>Drains everything and lets <c>up</c> end.</summary>
    Task StopAsync(bool now, Func<string, Task> progress);
}
