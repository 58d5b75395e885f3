namespace Deskrun.KubeServer;

/// <summary>The folder with etcd, kube-apiserver and kube-controller-manager, found by the rules of eng/kube-assets.</summary>
public static class KubeAssets
{
    /// <summary>The folder, if it is there.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") is { Length: > 0 } given)
        {
            return Complete(given) ? given : null;
        }

        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var built = Path.Combine(caches, "deskrun-dev", "kube-assets");
        return Complete(built) ? built : null;
    }

    /// <summary>The folder; without it the test is skipped with the command that makes it.</summary>
    public static string Need()
    {
        var folder = Find();
        Testing.Need.Condition(folder is not null, "a Kubernetes API server", "eng/kube-assets --build");
        return folder!;
    }

    private static bool Complete(string folder) =>
        File.Exists(Path.Combine(folder, "etcd")) && File.Exists(Path.Combine(folder, "kube-apiserver"));
}
