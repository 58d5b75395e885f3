namespace Deskrun.GitHub.Auth;

/// <summary>What a registration exchange gives: where the Actions service is, and the token for it.</summary>
internal sealed record AdminConnection(Uri ServiceUrl, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>The URL of a call: the service's own path is kept, joined with one slash.</summary>
    public Uri UrlOf(string path, string? query = null)
    {
        var url = new UriBuilder(ServiceUrl) { Path = $"{ServiceUrl.AbsolutePath.TrimEnd('/')}/{path}" };
        var own = ServiceUrl.Query.TrimStart('?');
        var parts = new[] { own, query ?? "", "api-version=6.0-preview" }.Where(part => part.Length > 0);
        url.Query = string.Join('&', parts);
        return url.Uri;
    }

    public override string ToString() => $"AdminConnection {{ ServiceUrl = {ServiceUrl}, ExpiresAt = {ExpiresAt:O} }}";
}
