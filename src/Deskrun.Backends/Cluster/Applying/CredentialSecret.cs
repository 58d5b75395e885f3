using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>An installation's credential as ARC reads it from a Secret.</summary>
public sealed class CredentialSecret
{
    private readonly IReadOnlyDictionary<string, string> entries;

    private CredentialSecret(string installation, IReadOnlyDictionary<string, string> entries) =>
        (Installation, this.entries) = (installation, entries);

    /// <summary>Whose it is.</summary>
    public string Installation { get; }

    /// <summary>The Secret's name.</summary>
    public string Name => ReleaseKeys.Secret(Installation);

    /// <summary>Of a personal access token.</summary>
    public static CredentialSecret OfToken(string installation, string token) =>
        new(installation, new Dictionary<string, string> { ["github_token"] = token });

    /// <summary>Of a GitHub App.</summary>
    /// <param name="installation">Whose it is.</param>
    /// <param name="appId">The app id or client id.</param>
    /// <param name="appInstallationId">The id of the app's installation at the owner.</param>
    /// <param name="privateKey">The private key as PEM.</param>
    public static CredentialSecret OfApp(
        string installation,
        string appId,
        string appInstallationId,
        string privateKey
    ) =>
        new(
            installation,
            new Dictionary<string, string>
            {
                ["github_app_id"] = appId,
                ["github_app_installation_id"] = appInstallationId,
                ["github_app_private_key"] = privateKey,
            }
        );

    /// <summary>The same with what a proxy asks for, under the names that ARC reads.</summary>
    public CredentialSecret With(ProxyLogin? login) =>
        login is null
            ? this
            : new CredentialSecret(
                Installation,
                new Dictionary<string, string>(entries) { ["username"] = login.User, ["password"] = login.Password }
            );

    /// <summary>Whether the Secret that is there holds exactly this.</summary>
    public bool IsIn(JsonObject? there)
    {
        var data = there.At("data") as JsonObject ?? [];
        return there is not null
            && data.Count == entries.Count
            && entries.All(each => data.Text(each.Key) == Encode(each.Value));
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"Secret {Name}";

    internal JsonObject ToManifest(string home) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["labels"] = new JsonObject
                {
                    [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun,
                    [ReleaseKeys.Installation] = Installation,
                    [ReleaseKeys.Home] = home,
                },
            },
            ["type"] = "Opaque",
            ["data"] = new JsonObject(
                entries.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)Encode(each.Value)))
            ),
        };

    private static string Encode(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
}
