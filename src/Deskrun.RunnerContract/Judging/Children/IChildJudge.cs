namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>Judges objects of one kind: does the runner run in it, and how did it end.</summary>
public interface IChildJudge
{
    /// <summary>The API group; empty for the core group.</summary>
    string Group { get; }

    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether a good end is one even of an object that is being deleted. A container has its exit code; a machine that
    /// is deleted is shut down, which looks as if it had ended by itself.
    /// </summary>
    bool IsSuccessSureWhileDeleted => true;

    /// <summary>What the object tells.</summary>
    Observation Judge(JsonObject child, ContractSettings settings);
}
