namespace Deskrun.Kubernetes.Objects;

/// <summary>One kind of object as the API server serves it: all that is needed to build its paths.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version, <c>v1</c> for instance.</param>
/// <param name="Plural">The resource's name in paths, <c>pods</c> for instance; taken from discovery, never computed.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
/// <param name="Kind">The kind's name in objects, <c>Pod</c> for instance; empty if it isn't known.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, bool Namespaced, string Kind = "")
{
    /// <summary>What stands in an object's <c>apiVersion</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of the collection, or of one object, or of one of its subresources.</summary>
    /// <param name="space">The namespace; null for all of them, or for a cluster-scoped kind.</param>
    /// <param name="name">The object's name; null for the collection.</param>
    /// <param name="subresource">A subresource such as <c>status</c>; null for the object itself.</param>
    /// <exception cref="ArgumentException">A namespace was given for a cluster-scoped kind, or an object without one.</exception>
    public string Path(string? space, string? name = null, string? subresource = null)
    {
        if (!Namespaced && space is not null)
        {
            throw new ArgumentException($"{this} is cluster-scoped; it cannot be asked for in namespace {space}");
        }

        if (Namespaced && space is null && name is not null)
        {
            throw new ArgumentException($"{this} {name} needs a namespace");
        }

        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        path += space is null ? $"/{Plural}" : $"/namespaces/{Uri.EscapeDataString(space)}/{Plural}";
        path += name is null ? "" : $"/{Uri.EscapeDataString(name)}";
        return path + (subresource is null ? "" : $"/{subresource}");
    }

    /// <summary>The form that people know: <c>pods</c>, <c>jobs.batch</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
