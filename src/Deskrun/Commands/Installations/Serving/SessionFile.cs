using System.Text.Json;
using System.Text.Json.Serialization;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>
/// The message session of one scale set, in a file of the home. Only the <c>up</c> that holds the home's lock uses it, so
/// what it names was left by one that is dead. A home that was copied names the sessions of another machine's
/// <c>up</c>, which may well be alive: those are none of ours.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="scaleSet">The scale set's name.</param>
/// <param name="url">Where it is registered.</param>
internal sealed class SessionFile(DeskrunHome home, string scaleSet, string url) : ISessionMemory
{
    private readonly string path = Path.Combine(home.Sessions, $"{scaleSet}.json");

    /// <inheritdoc />
    public string? Recall(int scaleSetId)
    {
        try
        {
            var left = JsonSerializer.Deserialize(File.ReadAllBytes(path), SessionJson.Default.KeptSession);
            return left == Of(scaleSetId, left?.SessionId) ? left?.SessionId : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Keep(int scaleSetId, string sessionId) =>
        PrivateFiles.Write(
            path,
            JsonSerializer.SerializeToUtf8Bytes(Of(scaleSetId, sessionId), SessionJson.Default.KeptSession)
        );

    /// <inheritdoc />
    public void Forget(int scaleSetId)
    {
        if (Directory.Exists(home.Sessions))
        {
            File.Delete(path);
        }
    }

    private KeptSession Of(int scaleSetId, string? sessionId) =>
        new(Environment.MachineName, url, scaleSetId, sessionId);
}

/// <summary>What the file holds.</summary>
/// <param name="Machine">The machine whose process opened the session.</param>
/// <param name="Url">Where the scale set is registered.</param>
/// <param name="ScaleSetId">The scale set.</param>
/// <param name="SessionId">The session.</param>
internal sealed record KeptSession(string Machine, string Url, int ScaleSetId, string? SessionId);

/// <summary>The file's text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptSession))]
internal sealed partial class SessionJson : JsonSerializerContext;
