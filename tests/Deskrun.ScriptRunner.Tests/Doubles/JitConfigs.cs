using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>Makes JIT configs.</summary>
internal static class JitConfigs
{
    public static string WithToken(Uri server, bool marked = false) =>
        Encode(
            (".runner", Settings(server, marked)),
            (
                ".credentials",
                new JsonObject
                {
                    ["Scheme"] = "OAuthAccessToken",
                    ["Data"] = new JsonObject { ["token"] = "runner-token" },
                }
            )
        );

    public static string WithKey(Uri server, RSA key, bool fips = true)
    {
        var p = key.ExportParameters(true);
        return Encode(
            (".runner", Settings(server, false)),
            (
                ".credentials",
                new JsonObject
                {
                    ["Scheme"] = "OAuth",
                    ["Data"] = new JsonObject
                    {
                        ["clientId"] = "client-1",
                        ["authorizationUrl"] = new Uri(server, "token").ToString(),
                        ["requireFipsCryptography"] = fips ? "True" : "False",
                    },
                }
            ),
            (
                ".credentials_rsaparams",
                new JsonObject
                {
                    ["d"] = Convert.ToBase64String(p.D!),
                    ["dp"] = Convert.ToBase64String(p.DP!),
                    ["dq"] = Convert.ToBase64String(p.DQ!),
                    ["exponent"] = Convert.ToBase64String(p.Exponent!),
                    ["inverseQ"] = Convert.ToBase64String(p.InverseQ!),
                    ["modulus"] = Convert.ToBase64String(p.Modulus!),
                    ["p"] = Convert.ToBase64String(p.P!),
                    ["q"] = Convert.ToBase64String(p.Q!),
                }
            )
        );
    }

    private static JsonObject Settings(Uri server, bool marked)
    {
        var settings = new JsonObject
        {
            ["AgentId"] = 1,
            ["AgentName"] = "demo-1",
            ["PoolName"] = "Default",
            ["ServerUrlV2"] = server.ToString(),
            ["WorkFolder"] = "_work",
            ["Ephemeral"] = true,
            ["UseV2Flow"] = true,
        };
        if (marked)
        {
            settings["LocalActionsService"] = true;
        }

        return settings;
    }

    private static string Encode(params (string Name, JsonObject Content)[] files)
    {
        var all = new JsonObject();
        foreach (var (name, content) in files)
        {
            all[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(content.ToJsonString()));
        }

        return Convert.ToBase64String(Encoding.UTF8.GetBytes(all.ToJsonString()));
    }
}
