namespace Deskrun.GitHub.Wire.Json;

internal sealed class GroupAnswer
{
    public int? Id { get; set; }

    public string? Name { get; set; }

    public int? Size { get; set; }

    public bool? IsDefaultGroup { get; set; }
}

internal sealed class LabelAnswer
{
    public string? Name { get; set; }

    public string? Type { get; set; }
}

internal sealed class RunnerSettingAnswer
{
    public bool? DisableUpdate { get; set; }
}

internal sealed class ScaleSetAnswer
{
    public int? Id { get; set; }

    public string? Name { get; set; }

    public int? RunnerGroupId { get; set; }

    public string? RunnerGroupName { get; set; }

    public List<LabelAnswer>? Labels { get; set; }

    public RunnerSettingAnswer? RunnerSetting { get; set; }

    public string? CreatedOn { get; set; }

    public StatisticsAnswer? Statistics { get; set; }
}

internal sealed class StatisticsAnswer
{
    public int? TotalAvailableJobs { get; set; }

    public int? TotalAcquiredJobs { get; set; }

    public int? TotalAssignedJobs { get; set; }

    public int? TotalRunningJobs { get; set; }

    public int? TotalRegisteredRunners { get; set; }

    public int? TotalBusyRunners { get; set; }

    public int? TotalIdleRunners { get; set; }
}

internal sealed class RunnerAnswer
{
    public int? Id { get; set; }

    public string? Name { get; set; }

    public int? RunnerScaleSetId { get; set; }

    public string? Status { get; set; }

    public bool? Busy { get; set; }

    public string? Version { get; set; }
}

internal sealed class JitAnswer
{
    public RunnerAnswer? Runner { get; set; }

    public string? EncodedJitConfig { get; set; }
}
