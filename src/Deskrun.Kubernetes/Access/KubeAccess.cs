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

    private static readonly ResourceKind ReviewsOfOthers = new(
        "authorization.k8s.io",
        "v1",
        "subjectaccessreviews",
        false,
        "SubjectAccessReview"
    );

    /// <summary>Whether a verb on a kind is allowed.</summary>
    /// <param name="client">The client whose user is meant.</param>
    /// <param name="verb">get, list, watch, create, update, patch, delete …</param>
    /// <param name="kind">The kind.</param>
    /// <param name="space">The namespace; null means all of them, or a cluster-scoped kind.</param>
    /// <param name="subresource">A subresource.</param>
    /// <param name="name">One object's name; null means any.</param>
    /// <param name="account">The service account that is meant instead of the client's user; who asks that needs a right.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public static async Task<AccessAnswer> AskAsync(
        KubeClient client,
        string verb,
        ResourceKind kind,
        string? space,
        string? subresource = null,
        string? name = null,
        AccountName? account = null,
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
        var spec = new JsonObject { ["resourceAttributes"] = attributes };
        if (account is not null)
        {
            spec["user"] = account.User;
            spec["groups"] = new JsonArray([.. account.Groups.Select(group => JsonValue.Create(group))]);
        }

        var kindOfReview = account is null ? Reviews : ReviewsOfOthers;
        var review = new JsonObject
        {
            ["apiVersion"] = kindOfReview.ApiVersion,
            ["kind"] = kindOfReview.Kind,
            ["spec"] = spec,
        };
        var answer = await client.CreateAsync(kindOfReview, null, review, null, cancellation);
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
