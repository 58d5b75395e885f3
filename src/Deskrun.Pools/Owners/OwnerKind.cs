namespace Deskrun.Pools.Owners;

/// <summary>What kind of command keeps runners; it decides what becomes of them when that command dies.</summary>
public enum OwnerKind
{
    /// <summary><c>deskrun run</c>: its service dies with it, so everything that it left is ended.</summary>
    Run,

    /// <summary><c>deskrun up</c>: its jobs belong to a service that lives on, so busy runners finish their job.</summary>
    Up,
}
