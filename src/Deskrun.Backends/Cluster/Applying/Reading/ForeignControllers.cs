using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>Finds a controller of ARC that isn't ours and serves our namespace.</summary>
internal static class ForeignControllers
{
    private const string Prefix = "actions.github.com/controller-";

    public static ForeignController? Of(IReadOnlyList<JsonObject> deployments, string space) =>
        deployments
            .Where(each => !IsOurs(each, space))
            .Where(each => each.Label(Prefix + "watch-single-namespace") is not { } only || only == space)
            .Select(each => new ForeignController(
                each.Label(Prefix + "service-account-namespace") ?? each.Namespace() ?? "",
                each.Label(Prefix + "service-account-name") ?? "",
                each.Label("app.kubernetes.io/version") ?? ""
            ))
            .FirstOrDefault(each => each.ServiceAccount.Length > 0);

    private static bool IsOurs(JsonObject deployment, string space) =>
        deployment.Namespace() == space
        && deployment.Label("app.kubernetes.io/instance") == ReleaseKeys.ControllerRelease;
}
