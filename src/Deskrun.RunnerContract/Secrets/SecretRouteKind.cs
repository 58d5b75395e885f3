namespace Deskrun.RunnerContract.Secrets;

/// <summary>The ways in which the JIT config reaches the compute.</summary>
public enum SecretRouteKind
{
    /// <summary>The RGD takes no Secret: its compute cannot register as the runner.</summary>
    None,

    /// <summary>The Secret that ARC made for the runner.</summary>
    Arc,

    /// <summary>A Secret that kar makes and deletes.</summary>
    Own,
}
