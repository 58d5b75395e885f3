namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Finds the files that make up the kubeconfig, by kubectl's rules.</summary>
internal static class KubeconfigFiles
{
    /// <summary>The files that are there, in the order of their weight.</summary>
    public static IReadOnlyList<string> Find(KubeconfigChoice choice)
    {
        if (choice.Path is { } given)
        {
            return File.Exists(given)
                ? [Path.GetFullPath(given)]
                : throw new KubeConnectionException($"the kubeconfig {given} does not exist");
        }

        if (choice.Environment("KUBECONFIG") is { } list)
        {
            var all = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
            var there = all.Where(File.Exists).Select(Path.GetFullPath).Distinct().ToArray();
            return there.Length > 0 ? there : throw new KubeConnectionException($"no file of KUBECONFIG={list} exists");
        }

        var home = choice.Environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var usual = Path.Combine(home, ".kube", "config");
        return File.Exists(usual)
            ? [usual]
            : throw new KubeConnectionException($"no kubeconfig: KUBECONFIG is not set and {usual} does not exist");
    }
}
