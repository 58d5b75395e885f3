namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>Judges objects of one kind: does the runner run in it, and how did it end.</summary>
public interface IChildJudge
{
    /// <summary>The API group; empty for the core group.</summary>
    string Group { get; }

    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>What the object tells.</summary>
    Observation Judge(JsonObject child, ContractSettings settings);
}
