using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Waits until the service knows new scale sets.</summary>
internal static class Registration
{
    /// <summary>Returns the names of those that ARC has not registered in time.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(
        ApplyWork work,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string> missing = [.. names];
        if (names.Count == 0)
        {
            return missing;
        }

        await Wait.ForAsync(
            work,
            work.Patience.Registered,
            async () =>
            {
                var all = await work.Client.ListAsync(ArcKinds.RunnerSets, work.Namespace, null, cancellation);
                var known = all
                    .Items.Where(each => each.Annotation(ArcKinds.ScaleSetIdAnnotation) is { Length: > 0 })
                    .Select(each => each.Name())
                    .ToHashSet();
                missing = [.. names.Where(each => !known.Contains(each))];
                return missing.Count == 0 ? "" : null;
            },
            cancellation
        );
        return missing;
    }
}
