using Deskrun.Backends.Local.Programs;
using Deskrun.Pools.Drivers;

namespace Deskrun.Backends.Local.Process;

/// <summary>Fills a runner's folder and says how its program is started there.</summary>
internal sealed class RunnerPreparation(ProcessDriverOptions options)
{
    private const string JitVariable = "ACTIONS_RUNNER_INPUT_JITCONFIG";
    private const string WorkFolder = "_work";

    internal static string CheckedName(string name) =>
        name is { Length: > 0 and <= 100 }
        && name[0] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? name
            : throw new ArgumentException($"'{name}' is no runner name: use letters, digits, '.', '-' and '_'");

    internal async Task<ChildStart> RunAsync(
        RunnerFolder folder,
        string mark,
        RunnerStart start,
        IRunnerProgram program,
        CancellationToken cancellation
    )
    {
        await program.PrepareAsync(folder.Root, cancellation).ConfigureAwait(false);
        if (options.Workspace is { } source)
        {
            var parent = Path.Combine(folder.Root, WorkFolder, source.Repository);
            Directory.CreateDirectory(parent);
            await source.FillAsync(Path.Combine(parent, source.Repository), cancellation).ConfigureAwait(false);
        }

        if (options.RunAs is { } user)
        {
            Give(folder.Root, user);
            Give(folder.Home, user);
            Give(folder.Temp, user);
        }

        var command = program.Command(folder.Root, asRoot: options.RunAs is null && RunAsUser.IsRoot);
        return new ChildStart
        {
            Program = options.RunAs?.SetPriv ?? command.Program,
            Arguments = options.RunAs is { } other
                ? [.. other.Arguments, command.Program, .. command.Arguments]
                : command.Arguments,
            Environment = EnvironmentOf(folder, mark, start, command),
            Folder = folder.Root,
            LogFile = folder.LogFile,
        };
    }

    // Nothing of the caller but where programs are, its language and its terminal: whatever else is in our environment
    // may be a secret.
    private Dictionary<string, string> EnvironmentOf(
        RunnerFolder folder,
        string mark,
        RunnerStart start,
        RunnerCommand command
    )
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Ours("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ["LANG"] = Ours("LANG", "C.UTF-8"),
            ["TERM"] = Ours("TERM", "dumb"),
        };
        foreach (var (name, value) in command.Environment.Concat(start.Environment))
        {
            result[name] = value;
        }

        result["HOME"] = folder.Home;
        result["TMPDIR"] = folder.Temp;
        result[ProcessTree.Mark] = mark;
        result[JitVariable] = start.JitConfig;
        if (options.RunAs is { } user)
        {
            result["USER"] = result["LOGNAME"] = user.Name;
        }

        return result;
    }

    private static string Ours(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;

    private static void Give(string path, RunAsUser user)
    {
        if (LibC.ChangeOwner(path, user.Uid, user.Gid) != 0)
        {
            var cause = System.Runtime.InteropServices.Marshal.GetLastPInvokeErrorMessage();
            throw new IOException($"{path} could not be given to {user.Name}: {cause}");
        }

        if (new DirectoryInfo(path) is { Exists: true, LinkTarget: null } folder)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                Give(entry.FullName, user);
            }
        }
    }
}
