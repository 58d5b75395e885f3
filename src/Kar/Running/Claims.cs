namespace Kar.Running;

/// <summary>Judges to whom an existing object belongs; pure.</summary>
internal static class Claims
{
    public static Claim Judge(JsonObject existing, Identity identity)
    {
        if (existing.Label(ContractKeys.ManagedBy) != ContractKeys.ManagedByKar)
        {
            return Claim.Foreign;
        }

        var sameName = existing.Annotation(ContractKeys.OwnerName) == identity.OwnerName;
        var uid = existing.Annotation(ContractKeys.OwnerUid);
        return uid == identity.Pod?.Uid && sameName ? Claim.Ours
            : identity.Pod is not null && uid is not null && sameName ? Claim.EarlierPod
            : Claim.Foreign;
    }

    /// <summary>Names the owner of an object, for people.</summary>
    public static string Describe(JsonObject existing)
    {
        var owners = existing
            .Items("metadata", "ownerReferences")
            .Select(o => $"{o.Text("kind")} {o.Text("name")} (uid {o.Text("uid")})")
            .ToList();
        var maker = existing.Annotation(ContractKeys.OwnerName);
        return owners.Count > 0 ? "it belongs to " + string.Join(" and ", owners)
            : maker is not null ? $"it was made by kar of {maker}"
            : "it has no owner and was not made by kar";
    }
}
