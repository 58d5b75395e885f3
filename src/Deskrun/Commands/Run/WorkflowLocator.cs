using Deskrun.Workspaces;

namespace Deskrun.Commands.Run;

/// <summary>Finds workflow files: a path as it is, else a bare name in <c>.github/workflows</c>.</summary>
internal static class WorkflowLocator
{
    private static readonly string[] Endings = [".yml", ".yaml"];

    /// <summary>The full path of the file that was meant.</summary>
    public static string Find(string name, string folder, string repositoryRoot)
    {
        var path = Path.GetFullPath(name, folder);
        if (File.Exists(path))
        {
            return path;
        }

        var workflows = Folder(repositoryRoot);
        var tried = new List<string> { path };
        if (!name.Contains('/'))
        {
            foreach (var ending in Endings.Contains(Path.GetExtension(name)) ? [""] : Endings.Prepend(""))
            {
                var candidate = Path.Combine(workflows, name + ending);
                if (File.Exists(candidate))
                {
                    return candidate;
                }

                tried.Add(candidate);
            }
        }

        throw new CliException(
            ExitCodes.Usage,
            $"no workflow file '{name}'; looked for {string.Join(", ", tried)}; 'deskrun run' alone lists what is there"
        );
    }

    /// <summary>Every workflow file of the repository, by name.</summary>
    public static IReadOnlyList<string> All(string repositoryRoot)
    {
        var folder = Folder(repositoryRoot);
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder)
                    .Where(f => Endings.Contains(Path.GetExtension(f)) && !IsPipe(f))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    // Nobody named it, so nobody waits for what it may bring.
    private static bool IsPipe(string path) => new FileInfo(path) is { LinkTarget: null } file && SpecialFile.Is(file);

    private static string Folder(string repositoryRoot) => Path.Combine(repositoryRoot, ".github", "workflows");
}
