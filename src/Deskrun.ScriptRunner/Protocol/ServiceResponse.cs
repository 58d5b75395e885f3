using System.Net;
using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>An answer, read to its end.</summary>
/// <param name="Request">Method and path, for messages; never the query, which may hold a signature.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">Type of the body.</param>
/// <param name="Body">The body.</param>
internal readonly record struct ServiceResponse(string Request, HttpStatusCode Status, string? MediaType, byte[] Body)
{
    /// <summary>Whether there is a JSON body; other media types do not count, as with the official runner.</summary>
    public bool HasJson => Body.Length > 0 && MediaType == "application/json";

    /// <summary>Passes a good answer on.</summary>
    /// <exception cref="ServiceException">The status is not 2xx.</exception>
    public ServiceResponse EnsureSuccess() => (int)Status is >= 200 and < 300 ? this : throw Error();

    /// <summary>The error that this answer is.</summary>
    public ServiceException Error() => new(Request, Status, ServiceError.Read(Body));

    /// <summary>Parses the body; the caller disposes the document.</summary>
    /// <exception cref="InvalidDataException">The body is not JSON.</exception>
    public JsonDocument ReadJson()
    {
        try
        {
            return HasJson
                ? JsonDocument.Parse(Body)
                : throw new InvalidDataException($"{Request} was answered without JSON (media type '{MediaType}').");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Request} was answered with broken JSON: {e.Message}", e);
        }
    }
}
