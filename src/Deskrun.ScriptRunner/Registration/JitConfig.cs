using System.Security.Cryptography;
using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Registration;

/// <summary>A decoded JIT config. The files it carries are kept in memory, never written.</summary>
internal sealed record JitConfig(RunnerSettings Settings, RunnerCredential Credential)
{
    private const string SettingsEntry = ".runner";
    private const string CredentialsEntry = ".credentials";
    private const string KeyEntry = ".credentials_rsaparams";

    /// <summary>Decodes what the service handed out: base64 of a JSON object from file name to base64 of the file.</summary>
    /// <exception cref="JitConfigException">It is not such a thing, or an entry or field is missing.</exception>
    public static JitConfig Decode(string encoded)
    {
        try
        {
            using var files = JsonDocument.Parse(Convert.FromBase64String(encoded.Trim()));
            using var settings = Entry(files.RootElement, SettingsEntry);
            using var credentials = Entry(files.RootElement, CredentialsEntry);
            return new JitConfig(
                ReadSettings(settings.RootElement),
                ReadCredential(credentials.RootElement, files.RootElement)
            );
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            throw new JitConfigException(
                $"The JIT config in {ScriptRunnerEnvironment.JitConfigVariable} cannot be decoded ({e.GetType().Name}): "
                    + "it must be the unchanged 'encodedJITConfig' of the Actions service.",
                e
            );
        }
    }

    private static JsonDocument Entry(JsonElement files, string name) =>
        JsonDocument.Parse(
            Convert.FromBase64String(
                files.Text(name) ?? throw new JitConfigException($"The JIT config has no entry '{name}'.")
            )
        );

    private static RunnerSettings ReadSettings(JsonElement json)
    {
        var url = json.Text("ServerUrlV2") is { Length: > 0 } text ? text : json.Text("ServerUrl");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            throw new JitConfigException($"The JIT config's '{SettingsEntry}' has no usable ServerUrlV2.");
        }

        return new RunnerSettings(
            json.Number("AgentId") ?? 0,
            json.Text("AgentName") ?? throw new JitConfigException($"'{SettingsEntry}' has no AgentName."),
            json.Text("PoolName"),
            WithSlash(server),
            json.Text("WorkFolder") is { Length: > 0 } folder ? folder : "_work",
            json.Flag("LocalActionsService")
        );
    }

    private static RunnerCredential ReadCredential(JsonElement json, JsonElement files)
    {
        var data = json.Find("Data") ?? throw new JitConfigException($"'{CredentialsEntry}' has no Data.");
        switch (json.Text("Scheme"))
        {
            case "OAuthAccessToken":
                return new RunnerCredential.AccessToken(
                    data.Text("token") ?? throw new JitConfigException($"'{CredentialsEntry}' has no token.")
                );
            case "OAuth":
                using (var key = Entry(files, KeyEntry))
                {
                    if (!Uri.TryCreate(data.Text("authorizationUrl"), UriKind.Absolute, out var url))
                    {
                        throw new JitConfigException($"'{CredentialsEntry}' has no usable authorizationUrl.");
                    }

                    return new RunnerCredential.ClientAssertion(
                        data.Text("clientId") ?? throw new JitConfigException($"'{CredentialsEntry}' has no clientId."),
                        url,
                        !string.Equals(
                            data.Text("requireFipsCryptography"),
                            "false",
                            StringComparison.OrdinalIgnoreCase
                        ),
                        ReadKey(key.RootElement)
                    );
                }

            case var scheme:
                throw new JitConfigException(
                    $"'{CredentialsEntry}' has the scheme '{scheme}'; known are OAuth and OAuthAccessToken."
                );
        }
    }

    private static RSAParameters ReadKey(JsonElement json)
    {
        byte[] Part(string name) =>
            Convert.FromBase64String(json.Text(name) ?? throw new JitConfigException($"'{KeyEntry}' has no '{name}'."));

        return new RSAParameters
        {
            Modulus = Part("modulus"),
            Exponent = Part("exponent"),
            D = Part("d"),
            P = Part("p"),
            Q = Part("q"),
            DP = Part("dp"),
            DQ = Part("dq"),
            InverseQ = Part("inverseQ"),
        };
    }

    private static Uri WithSlash(Uri url) => url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
}
