namespace Kar.Running;

/// <summary>kar's own Pod: it owns all that kar makes, so that the cluster removes it even when kar is killed.</summary>
/// <param name="Name">The Pod's name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Uid">Its uid.</param>
internal sealed record Owner(string Name, string Namespace, string Uid)
{
    /// <summary>The owner reference. blockOwnerDeletion stays unset: some clusters demand a further right for it.</summary>
    public JsonObject ToReference() =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["name"] = Name,
            ["uid"] = Uid,
        };

    /// <summary>As much of the Pod as an Event needs to know.</summary>
    public JsonObject ToObject() =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["namespace"] = Namespace,
                ["uid"] = Uid,
            },
        };
}
