namespace Deskrun.Backends.Cluster.Planning;

/// <summary>What is done to one thing.</summary>
public enum PlanStepKind
{
    /// <summary>It isn't there and is made; or an interrupted command's rest is completed.</summary>
    Create,

    /// <summary>It is there and differs.</summary>
    Change,

    /// <summary>It is there as it should be; nothing is touched.</summary>
    Keep,

    /// <summary>It is ours and no longer wanted.</summary>
    Remove,

    /// <summary>It is somebody else's, takes the same URL's jobs, and becomes ours because the user asked for it.</summary>
    Adopt,

    /// <summary>It can't be done; <see cref="PlanStep.Why"/> says the reason and the way out.</summary>
    Refuse,
}

/// <summary>What a step is about.</summary>
public enum PlanSubject
{
    /// <summary>A scale set with its manifests and Secret.</summary>
    ScaleSet,

    /// <summary>ARC's controller and its CRDs.</summary>
    Controller,

    /// <summary>KRO and its CRDs.</summary>
    Kro,

    /// <summary>An installation that can't be planned.</summary>
    Installation,
}

/// <summary>One step of a plan.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Subject">To what sort of thing.</param>
/// <param name="Name">Its name: the release's, or the installation's.</param>
/// <param name="Why">The reason in words; empty when the kind says it all.</param>
public sealed record PlanStep(PlanStepKind Kind, PlanSubject Subject, string Name, string Why);
