using System.Security.Cryptography;
using System.Text.Json;
using Deskrun.ActionsService.Dispatch;

namespace Deskrun.ActionsService.Runners;

/// <summary>Writes just-in-time configurations (runner protocol reference, section 1).</summary>
internal static class JitConfig
{
    /// <summary>The configuration of a runner that signs in with an RSA key.</summary>
    public static string WithKey(Runner runner, string workFolder, Uri service, RSA key)
    {
        var credentials = Json(w =>
        {
            w.WriteString("Scheme", "OAuth");
            w.WriteStartObject("Data");
            w.WriteString("clientId", runner.ClientId);
            w.WriteString("authorizationUrl", new Uri(service, "token").ToString());
            w.WriteString("requireFipsCryptography", "True");
            w.WriteEndObject();
        });
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var rsa = Json(w =>
        {
            w.WriteBase64String("d", parameters.D);
            w.WriteBase64String("dp", parameters.DP);
            w.WriteBase64String("dq", parameters.DQ);
            w.WriteBase64String("exponent", parameters.Exponent);
            w.WriteBase64String("inverseQ", parameters.InverseQ);
            w.WriteBase64String("modulus", parameters.Modulus);
            w.WriteBase64String("p", parameters.P);
            w.WriteBase64String("q", parameters.Q);
        });
        return Pack(
            (".runner", Settings(runner, workFolder, service)),
            (".credentials", credentials),
            (".credentials_rsaparams", rsa)
        );
    }

    /// <summary>The configuration of a runner that shows a bearer token.</summary>
    public static string WithToken(Runner runner, string workFolder, Uri service, string token)
    {
        var credentials = Json(w =>
        {
            w.WriteString("Scheme", "OAuthAccessToken");
            w.WriteStartObject("Data");
            w.WriteString("token", token);
            w.WriteEndObject();
        });
        return Pack((".runner", Settings(runner, workFolder, service)), (".credentials", credentials));
    }

    private static byte[] Settings(Runner runner, string workFolder, Uri service) =>
        Json(w =>
        {
            w.WriteNumber("AgentId", runner.Id);
            w.WriteString("AgentName", runner.Name);
            w.WriteNumber("PoolId", 1);
            w.WriteString("PoolName", "Default");
            w.WriteString("ServerUrl", service.ToString());
            w.WriteString("ServerUrlV2", service.ToString());
            w.WriteString("GitHubUrl", new Uri(service, runner.ScaleSet.Scope.Path).ToString());
            w.WriteString("WorkFolder", workFolder.Length > 0 ? workFolder : "_work");
            w.WriteBoolean("Ephemeral", true);
            w.WriteBoolean("DisableUpdate", true);
            w.WriteBoolean("UseV2Flow", true);
        });

    private static string Pack(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, content) in files)
            {
                writer.WriteBase64String(name, content);
            }

            writer.WriteEndObject();
        }

        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
