using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>How controller, listener and runners of a scale set reach the Actions service. No password is among the values.</summary>
internal static class NetworkValues
{
    /// <summary>The key of the authorities in their ConfigMap, which is the file's name in runners, too.</summary>
    public const string AuthoritiesKey = "ca.crt";

    /// <summary>Where runners see the authorities.</summary>
    public const string AuthoritiesFolder = "/usr/local/share/ca-certificates";

    /// <summary>What is always inside: ARC gives the variables to Pods that speak to the API server.</summary>
    private static readonly string[] Inside = ["localhost", "127.0.0.1", ".svc", ".cluster.local"];

    /// <summary>The chart's <c>proxy</c>; null without one.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="secret">The installation's Secret, which holds user and password beside the credential.</param>
    public static JsonObject? Proxy(ClusterFacts facts, string secret)
    {
        var network = facts.Network;
        if (network.HttpProxy is null && network.HttpsProxy is null)
        {
            return null;
        }

        var proxy = new JsonObject();
        proxy.Put("http", One(network.HttpProxy, network.LoginForHttp ? secret : null));
        proxy.Put("https", One(network.HttpsProxy, network.LoginForHttps ? secret : null));
        proxy["noProxy"] = new JsonArray([
            .. network
                .NoProxy.Concat(Inside)
                .Concat(facts.ApiAddresses)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(each => JsonValue.Create(each)),
        ]);
        return proxy;
    }

    /// <summary>The chart's <c>githubServerTLS</c>; null without further authorities.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="scaleSet">The scale set.</param>
    /// <param name="mode">In mode <c>kro</c> the runner's Pod never speaks to the service.</param>
    public static JsonObject? Tls(ClusterFacts facts, string scaleSet, RunnerMode mode)
    {
        if (facts.Network.Authorities is null)
        {
            return null;
        }

        var tls = new JsonObject
        {
            ["certificateFrom"] = new JsonObject
            {
                ["configMapKeyRef"] = new JsonObject
                {
                    ["name"] = ReleaseKeys.Authorities(scaleSet),
                    ["key"] = AuthoritiesKey,
                },
            },
        };
        if (mode != RunnerMode.Kro)
        {
            tls["runnerMountPath"] = AuthoritiesFolder;
        }

        return tls;
    }

    /// <summary>The ConfigMap with the authorities; none without.</summary>
    public static IEnumerable<JsonObject> Manifests(
        ClusterFacts facts,
        string space,
        string installation,
        string scaleSet
    )
    {
        if (facts.Network.Authorities is { } pem)
        {
            yield return new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject
                {
                    ["name"] = ReleaseKeys.Authorities(scaleSet),
                    ["namespace"] = space,
                    ["labels"] = RunnerContainer.Labels(installation, scaleSet),
                },
                ["data"] = new JsonObject { [AuthoritiesKey] = pem },
            };
        }
    }

    private static JsonObject? One(string? url, string? secret)
    {
        if (url is null)
        {
            return null;
        }

        var one = new JsonObject { ["url"] = url };
        one.Put("credentialSecretRef", secret);
        return one;
    }
}
