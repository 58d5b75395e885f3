using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>
/// The identity that a plug-in tells. It is kept until it expires or the server refuses it; then the plug-in runs again,
/// once for all that wait.
/// </summary>
internal sealed class ExecCredential(
    ExecPlugin plugin,
    string origin,
    X509Certificate2? certificate,
    TimeProvider timeProvider
) : KubeCredential
{
    // Whatever expires this soon may be refused by a server whose clock is a little ahead.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private KubeIdentity? current;
    private DateTimeOffset? expires;

    public override async ValueTask<KubeIdentity> GetAsync(KubeIdentity? refused, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var stale = expires is { } end && end - Margin <= timeProvider.GetUtcNow();
            if (current is null || stale || ReferenceEquals(current, refused))
            {
                var output = await ExecRun.RunAsync(plugin, timeProvider, cancellation);
                (current, expires) = Parse(output);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    private (KubeIdentity Identity, DateTimeOffset? Expires) Parse(string output)
    {
        JsonNode? answer;
        try
        {
            answer = JsonNode.Parse(output);
        }
        catch (JsonException)
        {
            // The output may hold a secret: it is not quoted, nor is the parser's message with its excerpt.
            throw Wrong("printed no JSON");
        }

        if (answer.Text("kind") != "ExecCredential" || answer.Text("apiVersion") != plugin.ApiVersion)
        {
            throw Wrong(
                $"printed {answer.Text("apiVersion")} {answer.Text("kind")}, expected {plugin.ApiVersion} ExecCredential"
            );
        }

        var token = answer.Text("status", "token");
        var shown = answer.Text("status", "clientCertificateData");
        var key = answer.Text("status", "clientKeyData");
        if (string.IsNullOrEmpty(token) && (string.IsNullOrEmpty(shown) || string.IsNullOrEmpty(key)))
        {
            throw Wrong("printed neither status.token nor status.clientCertificateData with clientKeyData");
        }

        var own = string.IsNullOrEmpty(shown) ? certificate : Pem.Pair(shown, key ?? "", plugin.Place);
        var authorization = string.IsNullOrEmpty(token) ? null : "Bearer " + token;
        return (new KubeIdentity(authorization, own), answer.Time("status", "expirationTimestamp"));
    }

    private KubeConnectionException Wrong(string what) => new($"{origin}: {plugin.Command} ({plugin.Place}) {what}");
}
