using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// The rest of taking a release over: its maker gave the credential to Helm, so it stands in the release's history and
/// in a Secret of the chart, which ARC no longer frees once the scale set names ours.
/// </summary>
internal sealed class Adoption(ApplyWork work, ScaleSetRelease release)
{
    public async Task ForgetOldSecretsAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={release.Name}" };
        var chartSecrets = await work.Client.ListAsync(WellKnown.Secrets, release.Namespace, options, cancellation);
        foreach (var old in chartSecrets.Items.Where(each => IsTheCharts(each)))
        {
            await Finalizers.TakeOffAsync(work, WellKnown.Secrets, old, Protection.CleanupFinalizer, cancellation);
            await work.Client.DeleteAsync(
                WellKnown.Secrets,
                release.Namespace,
                old.Name()!,
                cancellation: cancellation
            );
            await work.AfterStep($"old secret {old.Name()} removed");
        }

        var history = new ListOptions { Labels = $"owner=helm,name={release.Name},status!=deployed" };
        var revisions = await work.Client.ListAsync(WellKnown.Secrets, release.Namespace, history, cancellation);
        foreach (var old in revisions.Items.Select(HelmRevision.Read).Where(each => !each.IsPending))
        {
            await work.Client.DeleteAsync(WellKnown.Secrets, release.Namespace, old.Secret, cancellation: cancellation);
            await work.AfterStep($"old revision of {old.Release} forgotten");
        }
    }

    /// <summary>ARC makes Secrets of its own for each runner; those have an owner.</summary>
    private bool IsTheCharts(JsonObject secret) =>
        secret.Name() != release.SecretName
        && !secret.Items("metadata", "ownerReferences").Any()
        && secret.Label("app.kubernetes.io/managed-by") == "Helm";
}
