namespace Kar.Running;

/// <summary>To whom an object that has the name we want belongs.</summary>
internal enum Claim
{
    /// <summary>This very kar made it, before it was started anew or before an answer got lost.</summary>
    Ours,

    /// <summary>An earlier Pod of the same name made it: the cluster removes it with that Pod.</summary>
    EarlierPod,

    /// <summary>Somebody else's.</summary>
    Foreign,
}
