using System.Diagnostics;
using System.Globalization;

namespace Deskrun.Backends.Local.Process;

/// <summary>Another user of this machine as whom runners run.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">Its main group's number.</param>
/// <param name="SetPriv">Full path of the program that changes the user and then becomes the runner.</param>
public sealed record RunAsUser(string Name, uint Uid, uint Gid, string SetPriv)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether this process is the system's root user.</summary>
    public static bool IsRoot => LibC.EffectiveUser() == 0;

    /// <summary>Looks a user up and checks that runners can become it.</summary>
    /// <exception cref="InvalidOperationException">They cannot; the message says why and what to do.</exception>
    public static async Task<RunAsUser> FindAsync(string name, TimeProvider time, CancellationToken cancellation)
    {
        if (!IsRoot)
        {
            throw new InvalidOperationException(
                $"--run-as {name} needs root: start deskrun with sudo, or leave it out"
            );
        }

        var setpriv =
            OnPath("setpriv")
            ?? throw new InvalidOperationException(
                $"--run-as {name} needs the program setpriv (Linux): install the package util-linux"
            );
        var uid = await AskAsync("-u", name, time, cancellation).ConfigureAwait(false);
        var gid = await AskAsync("-g", name, time, cancellation).ConfigureAwait(false);
        return uid == 0
            ? throw new InvalidOperationException(
                $"--run-as {name}: this user is root itself; name one with fewer rights"
            )
            : new RunAsUser(name, uid, gid, setpriv);
    }

    /// <summary>The arguments of <see cref="SetPriv"/> that come before the program's own.</summary>
    internal IReadOnlyList<string> Arguments =>
        [
            string.Create(CultureInfo.InvariantCulture, $"--reuid={Uid}"),
            string.Create(CultureInfo.InvariantCulture, $"--regid={Gid}"),
            "--init-groups",
            "--inh-caps=-all",
            "--",
        ];

    private static async Task<uint> AskAsync(
        string option,
        string name,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var start = new ProcessStartInfo("id", [option, "--", name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var id = System.Diagnostics.Process.Start(start)!;
        var output = id.StandardOutput.ReadToEndAsync(both.Token);
        var errors = id.StandardError.ReadToEndAsync(both.Token);
        await id.WaitForExitAsync(both.Token).ConfigureAwait(false);
        var text = (await output.ConfigureAwait(false)).Trim();
        return id.ExitCode == 0 && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidOperationException(
                $"--run-as {name}: there is no such user on this machine ({(await errors.ConfigureAwait(false)).Trim()})"
            );
    }

    private static string? OnPath(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/bin:/bin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
