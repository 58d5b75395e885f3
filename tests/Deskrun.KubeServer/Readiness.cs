using System.Security.Cryptography.X509Certificates;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.KubeServer;

/// <summary>Waits for the API server to say that it is ready, and for a condition that it says nothing of.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(Uri address, string authority, Func<Task<bool>> holds, Func<string> tail)
    {
        using var handler = new SocketsHttpHandler();
        using var trusted = X509Certificate2.CreateFromPem(authority);
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { trusted },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Longest)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "readyz"));
                if (answer.IsSuccessStatusCode && await holds())
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or KubeException or OperationCanceledException)
            {
                // Not listening, or not fit for use, yet.
            }

            await Task.Delay(Step, TimeProvider.System);
        }

        throw new InvalidOperationException($"the API server was not ready within {Longest}:\n{tail()}");
    }
}
