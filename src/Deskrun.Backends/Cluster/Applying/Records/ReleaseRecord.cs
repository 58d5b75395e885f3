using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Records;

/// <summary>
/// Our record of one release, kept in a ConfigMap beside it: what makes a release ours, and how an interrupted command
/// is completed by the next one.
/// </summary>
public sealed record ReleaseRecord
{
    private const string ManifestsKey = "manifests";
    private const string AdoptingKey = "adopting";
    private const string UpgradingKey = "upgradingTo";

    /// <summary>The Helm release's name.</summary>
    public required string Release { get; init; }

    /// <summary>The installation it belongs to; null for the controller and KRO.</summary>
    public string? Installation { get; init; }

    /// <summary>The home whose configuration asked for it; null for the controller and KRO, which all homes share.</summary>
    public string? Home { get; init; }

    /// <summary>The chart's version.</summary>
    public required string ChartVersion { get; init; }

    /// <summary>The hash that is being applied or was applied.</summary>
    public required string Hash { get; init; }

    /// <summary>How far it got.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>Whether it is being taken over from somebody else: what he left behind is still to be cleared away.</summary>
    public bool Adopting { get; init; }

    /// <summary>
    /// Of the controller: the version that an upgrade is bringing it to, from before the first scale set is taken down
    /// until the controller is changed. It tells the next <c>up</c> to complete that upgrade.
    /// </summary>
    public string? UpgradingTo { get; init; }

    /// <summary>What was applied beside the release.</summary>
    public IReadOnlyList<ObjectReference> Manifests { get; init; } = [];

    /// <summary>What planning wants to know. One that an upgrade was about to change is not left as it is.</summary>
    public ReleaseFound Found => new(ChartVersion, Hash, UpgradingTo is null ? State : ReleaseState.Applying);

    /// <summary>Reads one; null when the ConfigMap is no record.</summary>
    public static ReleaseRecord? Read(JsonObject map)
    {
        var name = map.Name() ?? "";
        var prefix = ReleaseKeys.ReleaseMap("");
        if (
            !name.StartsWith(prefix, StringComparison.Ordinal)
            || map.Label(ReleaseKeys.ManagedBy) != ReleaseKeys.Deskrun
        )
        {
            return null;
        }

        return new ReleaseRecord
        {
            Release = name[prefix.Length..],
            Installation = map.Label(ReleaseKeys.Installation),
            Home = map.Label(ReleaseKeys.Home),
            ChartVersion = map.Annotation(ReleaseKeys.ChartVersion) ?? "",
            Hash = map.Annotation(ReleaseKeys.Hash) ?? "",
            State = map.Annotation(ReleaseKeys.State) switch
            {
                "applied" => ReleaseState.Applied,
                "removing" => ReleaseState.Removing,
                _ => ReleaseState.Applying,
            },
            Adopting = map.Text("data", AdoptingKey) == "true",
            UpgradingTo = map.Text("data", UpgradingKey),
            Manifests = References(map.Text("data", ManifestsKey)),
        };
    }

    /// <summary>The ConfigMap.</summary>
    public JsonObject ToConfigMap()
    {
        var labels = new JsonObject { [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun };
        if (Installation is not null)
        {
            labels[ReleaseKeys.Installation] = Installation;
            labels[ReleaseKeys.ScaleSet] = Release;
        }

        if (Home is not null)
        {
            labels[ReleaseKeys.Home] = Home;
        }

        var data = new JsonObject
        {
            [ManifestsKey] = new JsonArray([.. Manifests.Select(each => each.ToJson())]).ToJsonString(),
            [AdoptingKey] = Adopting ? "true" : "false",
        };
        if (UpgradingTo is not null)
        {
            data[UpgradingKey] = UpgradingTo;
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = ReleaseKeys.ReleaseMap(Release),
                ["labels"] = labels,
                ["annotations"] = new JsonObject
                {
                    [ReleaseKeys.Hash] = Hash,
                    [ReleaseKeys.ChartVersion] = ChartVersion,
                    [ReleaseKeys.State] = State.ToString().ToLowerInvariant(),
                },
            },
            ["data"] = data,
        };
    }

    private static IReadOnlyList<ObjectReference> References(string? text)
    {
        try
        {
            return JsonNode.Parse(text ?? "[]") is JsonArray all
                ? [.. all.OfType<JsonObject>().Select(ObjectReference.FromJson)]
                : [];
        }
        catch (JsonException)
        {
            // Written by hand, or by a newer version: nothing is removed by guess then.
            return [];
        }
    }
}
