namespace Deskrun.Workflows.Planning;

/// <summary>Which ends occur among some jobs.</summary>
internal readonly record struct ConclusionSet(int Bits)
{
    /// <summary>The set with one more end.</summary>
    public ConclusionSet With(JobConclusion conclusion) => new(Bits | Bit(conclusion));

    /// <summary>What is in either set.</summary>
    public ConclusionSet With(ConclusionSet other) => new(Bits | other.Bits);

    /// <summary>Whether an end occurs.</summary>
    public bool Contains(JobConclusion conclusion) => (Bits & Bit(conclusion)) != 0;

    /// <summary>Whether no other end occurs.</summary>
    public bool HasOnly(JobConclusion conclusion) => (Bits & ~Bit(conclusion)) == 0;

    private static int Bit(JobConclusion conclusion) => 1 << (int)conclusion;
}
