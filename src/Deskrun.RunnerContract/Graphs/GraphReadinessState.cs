namespace Deskrun.RunnerContract.Graphs;

/// <summary>The answers to "can this RGD make compute now".</summary>
public enum GraphReadinessState
{
    /// <summary>Yes.</summary>
    Active,

    /// <summary>Yes, but with the last revision that was good, not with what the RGD says now.</summary>
    LastGoodRevision,

    /// <summary>Not yet: KRO has not finished looking at it.</summary>
    Settling,

    /// <summary>No: a condition says why.</summary>
    Broken,
}
