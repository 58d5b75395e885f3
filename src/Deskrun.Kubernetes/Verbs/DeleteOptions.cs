using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>How an object is deleted.</summary>
public sealed record DeleteOptions
{
    /// <summary>Only delete the object with this uid; another of the same name is a conflict.</summary>
    public string? Uid { get; init; }

    /// <summary>What becomes of the objects it owns; null leaves it to the server.</summary>
    public Propagation? Propagation { get; init; }

    /// <summary>Seconds of grace for kinds that have such (Pods); null leaves it to the object.</summary>
    public int? GracePeriodSeconds { get; init; }

    internal JsonObject ToJson()
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (Uid is not null)
        {
            body["preconditions"] = new JsonObject { ["uid"] = Uid };
        }

        if (Propagation is { } propagation)
        {
            body["propagationPolicy"] = propagation.ToString();
        }

        if (GracePeriodSeconds is { } seconds)
        {
            body["gracePeriodSeconds"] = seconds;
        }

        return body;
    }
}

/// <summary>What becomes of the objects that a deleted object owns.</summary>
public enum Propagation
{
    /// <summary>They are deleted after it.</summary>
    Background,

    /// <summary>They are deleted before it.</summary>
    Foreground,

    /// <summary>They stay.</summary>
    Orphan,
}
