using Deskrun.RunnerContract.Judging;
using Kar.Settings;

namespace Kar.Running;

/// <summary>Puts the deadlines together: settings win over the RGD's annotations, which win over the defaults.</summary>
internal static class Limits
{
    public static RunLimits Combine(KarSettings settings, ContractSettings contract)
    {
        var standard = RunLimits.Default;
        return new RunLimits(
            Choose(settings.Provision, ContractKeys.ProvisionTimeout, standard.Provision),
            Choose(settings.Job, ContractKeys.JobTimeout, standard.Job),
            Choose(settings.Idle, ContractKeys.IdleTimeout, standard.Idle),
            Choose(settings.Cleanup, ContractKeys.CleanupTimeout, standard.Cleanup),
            Choose(settings.ErrorGrace, ContractKeys.ErrorGrace, standard.ErrorGrace)
        );

        TimeSpan Choose(TimeSpan? setting, string annotation, TimeSpan otherwise) =>
            setting ?? (contract.Limits.TryGetValue(annotation, out var limit) ? limit : otherwise);
    }
}
