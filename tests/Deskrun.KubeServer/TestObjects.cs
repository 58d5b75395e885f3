using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.KubeServer;

/// <summary>Everyday objects of tests.</summary>
public static class TestObjects
{
    /// <summary>A ConfigMap with one entry.</summary>
    public static JsonObject ConfigMap(string name, string value = "x") =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["data"] = new JsonObject { ["value"] = value },
        };

    /// <summary>A CRD of any content with a status subresource, in version v1alpha1.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="plural">Its plural, which need not resemble the kind.</param>
    /// <param name="scope">Namespaced or Cluster.</param>
    public static JsonObject Crd(string group, string kind, string plural, string scope = "Namespaced") =>
        new()
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{plural}.{group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = group,
                ["scope"] = scope,
                ["names"] = new JsonObject
                {
                    ["kind"] = kind,
                    ["plural"] = plural,
                    ["singular"] = kind.ToLowerInvariant(),
                },
                ["versions"] = new JsonArray
                {
                    new JsonObject
                    {
                        ["name"] = "v1alpha1",
                        ["served"] = true,
                        ["storage"] = true,
                        ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                        ["schema"] = new JsonObject
                        {
                            ["openAPIV3Schema"] = new JsonObject
                            {
                                ["type"] = "object",
                                ["x-kubernetes-preserve-unknown-fields"] = true,
                            },
                        },
                    },
                },
            },
        };

    /// <summary>Makes a namespace with a fresh name and returns it: tests that share a server don't meet.</summary>
    public static async Task<string> NewNamespaceAsync(this TestCluster cluster)
    {
        using var client = cluster.Client();
        var name = "t" + Guid.NewGuid().ToString("n")[..12];
        await client.CreateAsync(
            WellKnown.Namespaces,
            null,
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name },
            }
        );
        return name;
    }

    /// <summary>Gives a user rights in a namespace.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="user">The user's name, <c>system:serviceaccount:SPACE:NAME</c> for a service account.</param>
    /// <param name="rules">apiGroups, resources and verbs.</param>
    public static async Task GrantAsync(this TestCluster cluster, string space, string user, params JsonObject[] rules)
    {
        using var client = cluster.Client();
        var name = "t" + Guid.NewGuid().ToString("n")[..12];
        var role = new JsonObject
        {
            ["apiVersion"] = WellKnown.Roles.ApiVersion,
            ["kind"] = "Role",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["rules"] = new JsonArray([.. rules]),
        };
        var binding = new JsonObject
        {
            ["apiVersion"] = WellKnown.RoleBindings.ApiVersion,
            ["kind"] = "RoleBinding",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["roleRef"] = new JsonObject
            {
                ["apiGroup"] = WellKnown.Roles.Group,
                ["kind"] = "Role",
                ["name"] = name,
            },
            ["subjects"] = new JsonArray(
                new JsonObject
                {
                    ["apiGroup"] = WellKnown.Roles.Group,
                    ["kind"] = "User",
                    ["name"] = user,
                }
            ),
        };
        await client.CreateAsync(WellKnown.Roles, space, role);
        await client.CreateAsync(WellKnown.RoleBindings, space, binding);
    }

    /// <summary>An RBAC rule.</summary>
    public static JsonObject Rule(string group, string resource, params string[] verbs) =>
        new()
        {
            ["apiGroups"] = new JsonArray(group),
            ["resources"] = new JsonArray(resource),
            ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
        };
}
