namespace Deskrun.GitHub.ScaleSets;

/// <summary>A fresh registration of one runner for one job.</summary>
/// <param name="Runner">The registration; it exists from now on, offline.</param>
/// <param name="EncodedJitConfig">What the runner is started with. A secret: it holds a private key.</param>
public sealed record JitRunnerConfig(RunnerReference Runner, string EncodedJitConfig)
{
    /// <summary>Only the runner, never its secret.</summary>
    public override string ToString() => $"JitRunnerConfig {{ Runner = {Runner.Name} ({Runner.Id}) }}";
}
