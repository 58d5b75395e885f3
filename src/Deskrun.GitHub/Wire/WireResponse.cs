using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Deskrun.GitHub.Wire;

/// <summary>An answer, read to its end.</summary>
internal sealed record WireResponse(WireRequest Request, int Status, ReadOnlyMemory<byte> Body)
{
    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    public string MediaType { get; init; } = "";

    public string RequestId { get; init; } = "";

    public string ActivityId { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public Uri? Location { get; init; }

    /// <summary>True when there is nothing to read but white space.</summary>
    public bool IsEmpty => Body.Span.Trim(" \r\n\t"u8).IsEmpty;

    public static ReadOnlyMemory<byte> WithoutBom(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Bom) ? body[Bom.Length..] : body;

    public T Read<T>(JsonTypeInfo<T> type)
    {
        if (IsEmpty)
        {
            throw Invalid("the answer is empty");
        }

        try
        {
            return JsonSerializer.Deserialize(Body.Span, type) ?? throw Invalid("the answer is null");
        }
        catch (JsonException e)
        {
            // The exception's own text may quote the body, and the body may hold a token.
            throw Invalid($"the answer is not the JSON that was expected (at {e.Path ?? "$"})");
        }
    }

    public ActionsServiceException Invalid(string why) => Failure(ActionsServiceErrorKind.InvalidAnswer, why, "");

    public ActionsServiceException Failure(ActionsServiceErrorKind kind, string why, string typeName) =>
        new(kind, Request.Scrub(why))
        {
            Method = Request.Method.Method,
            Url = SafeUrl.Of(Request.Url),
            Status = Status,
            TypeName = typeName,
            RequestId = RequestId,
            ActivityId = ActivityId,
            RetryAfter = RetryAfter,
        };

    public override string ToString() => $"{Status} to {Request}";
}
