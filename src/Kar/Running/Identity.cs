namespace Kar.Running;

/// <summary>For whom a run makes things.</summary>
/// <param name="Runner">The runner's name, and so the instance's.</param>
/// <param name="ScaleSet">The scale set.</param>
/// <param name="Namespace">The namespace of everything.</param>
/// <param name="Pod">kar's own Pod; null outside of a cluster.</param>
/// <param name="OwnerName">Who made it, for people.</param>
/// <param name="Now">When.</param>
internal sealed record Identity(
    string Runner,
    string ScaleSet,
    string Namespace,
    Owner? Pod,
    string OwnerName,
    DateTimeOffset Now
);
