using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Deskrun.ScriptRunner.Registration;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Exchanges signed client assertions for bearers (protocol reference, runner calls, row 1).</summary>
internal sealed class AssertionBearer(RunnerCredential.ClientAssertion credential, ServiceHttp http, TimeProvider time)
    : IBearer,
        IDisposable
{
    private static readonly TimeSpan AssertionLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim one = new(1, 1);
    private string? current;
    private DateTimeOffset renewAt;

    /// <inheritdoc />
    /// <exception cref="ServiceException">The exchange was refused; <c>invalid_client</c> means that the registration is gone.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (current is { } known && time.GetUtcNow() < renewAt)
            {
                return known;
            }

            var response = await http.SendAsync(
                    HttpMethod.Post,
                    credential.AuthorizationUrl,
                    null,
                    () =>
                        new FormUrlEncodedContent([
                            new("grant_type", "client_credentials"),
                            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                            new("client_assertion", Assertion()),
                        ]),
                    null,
                    cancel
                )
                .ConfigureAwait(false);
            using var json = response.EnsureSuccess().ReadJson();
            var token =
                json.RootElement.Text("access_token")
                ?? throw new InvalidDataException($"{response.Request} was answered without an access_token.");
            var life = TimeSpan.FromSeconds(json.RootElement.Number("expires_in") ?? 3600);
            renewAt = time.GetUtcNow() + (life > 2 * Margin ? life - Margin : life / 2);
            current = token;
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc />
    public bool Refuse(string bearer)
    {
        Interlocked.CompareExchange(ref current, null, bearer);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => one.Dispose();

    private string Assertion()
    {
        var now = time.GetUtcNow();
        var header = $$"""{"alg":"{{(credential.UsePss ? "PS256" : "RS256")}}","typ":"JWT"}""";
        using var payload = new MemoryStream();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("iss", credential.ClientId);
            json.WriteString("sub", credential.ClientId);
            json.WriteString("aud", credential.AuthorizationUrl.AbsoluteUri);
            json.WriteString("jti", Guid.NewGuid().ToString());
            json.WriteNumber("nbf", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + AssertionLife).ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        var text = $"{Base64Url(Encoding.UTF8.GetBytes(header))}.{Base64Url(payload.ToArray())}";
        using var rsa = RSA.Create(credential.Key);
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            credential.UsePss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
        );
        return $"{text}.{Base64Url(signature)}";
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
