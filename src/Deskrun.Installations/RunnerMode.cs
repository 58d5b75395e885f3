namespace Deskrun.Installations;

/// <summary>What a runner's environment is.</summary>
public enum RunnerMode
{
    /// <summary>A plain container or Pod.</summary>
    Kubernetes,

    /// <summary>A privileged container with caches.</summary>
    CachedPrivilegedKubernetes,

    /// <summary>A container with a Docker daemon beside it.</summary>
    Dind,

    /// <summary>A process of this machine's user; no boundary.</summary>
    Process,

    /// <summary>Whatever a KRO template describes.</summary>
    Kro,
}

/// <summary>The words by which modes are written.</summary>
public static class RunnerModes
{
    /// <summary>The words that a user can give, aliases included.</summary>
    public static IReadOnlyList<string> Words { get; } =
    ["kubernetes", "container", "cached-privileged-kubernetes", "privileged", "dind", "process", "kro"];

    /// <summary>Understands a mode's word or alias; null for an unknown one.</summary>
    public static RunnerMode? Parse(string word) =>
        word switch
        {
            "kubernetes" or "container" => RunnerMode.Kubernetes,
            "cached-privileged-kubernetes" or "privileged" => RunnerMode.CachedPrivilegedKubernetes,
            "dind" => RunnerMode.Dind,
            "process" => RunnerMode.Process,
            "kro" => RunnerMode.Kro,
            _ => null,
        };

    /// <summary>The word that the configuration file uses.</summary>
    public static string Word(this RunnerMode mode) =>
        mode switch
        {
            RunnerMode.Kubernetes => "kubernetes",
            RunnerMode.CachedPrivilegedKubernetes => "cached-privileged-kubernetes",
            RunnerMode.Dind => "dind",
            RunnerMode.Process => "process",
            _ => "kro",
        };
}
