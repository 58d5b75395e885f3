namespace Deskrun.Installations.Validation;

/// <summary>The work volume of mode <c>kubernetes</c>, read from <c>--work-volume</c>.</summary>
/// <param name="StorageClass">The storage class; null means the cluster's default one.</param>
/// <param name="Size">The size as a Kubernetes quantity; null means no volume at all.</param>
public sealed record WorkVolume(string? StorageClass, string? Size)
{
    /// <summary>Reads <c>none</c>, <c>SIZE</c> or <c>CLASS:SIZE</c>; null when it is none of them.</summary>
    public static WorkVolume? Read(string text)
    {
        if (text == "none")
        {
            return new WorkVolume(null, null);
        }

        var colon = text.LastIndexOf(':');
        var (storage, size) = colon < 0 ? (null, text) : (text[..colon], text[(colon + 1)..]);
        return Quantity.Read(size) is >= 1024 * 1024 && (storage is null || KubernetesName.IsSubdomain(storage))
            ? new WorkVolume(storage, size)
            : null;
    }
}
