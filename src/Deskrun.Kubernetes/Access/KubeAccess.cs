using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Access;

/// <summary>Asks the server what we may do. Every authenticated user may ask that of himself.</summary>
public static class KubeAccess
{
    private static readonly ResourceKind Reviews = new(
        "authorization.k8s.io",
        "v1",
        "selfsubjectaccessreviews",
        false,
        "SelfSubjectAccessReview"
    );

    /// <summary>Whether a verb on a kind is allowed.</summary>
    /// <param name="client">The client whose user is meant.</param>
    /// <param name="verb">get, list, watch, create, update, patch, delete …</param>
    /// <param name="kind">The kind.</param>
    /// <param name="space">The namespace; null means all of them, or a cluster-scoped kind.</param>
    /// <param name="subresource">A subresource.</param>
    /// <param name="name">One object's name; null means any.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public static async Task<AccessAnswer> AskAsync(
        KubeClient client,
        string verb,
        ResourceKind kind,
        string? space,
        string? subresource = null,
        string? name = null,
        CancellationToken cancellation = default
    )
    {
        var attributes = new JsonObject
        {
            ["verb"] = verb,
            ["group"] = kind.Group,
            ["version"] = kind.Version,
            ["resource"] = kind.Plural,
        };
        Set(attributes, "namespace", space);
        Set(attributes, "subresource", subresource);
        Set(attributes, "name", name);
        var review = new JsonObject
        {
            ["apiVersion"] = Reviews.ApiVersion,
            ["kind"] = Reviews.Kind,
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var answer = await client.CreateAsync(Reviews, null, review, null, cancellation);
        var where = space is null ? "in the whole cluster" : $"in namespace {space}";
        return new AccessAnswer(
            answer.Flag("status", "allowed") == true,
            $"{RuleText.Of(kind, subresource, verb)} {where}",
            answer.Text("status", "reason") ?? answer.Text("status", "evaluationError") ?? ""
        );
    }

    private static void Set(JsonObject fields, string field, string? value)
    {
        if (value is not null)
        {
            fields[field] = value;
        }
    }
}
