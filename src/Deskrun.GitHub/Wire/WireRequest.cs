namespace Deskrun.GitHub.Wire;

/// <summary>One request as data, so that every try sends the same.</summary>
internal sealed record WireRequest(HttpMethod Method, Uri Url)
{
    public required string Authorization { get; init; }

    public required string UserAgent { get; init; }

    public string? Accept { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public string? GitHubApiVersion { get; init; }

    public int? MaxCapacity { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>The statuses that are no errors; empty means every 2xx.</summary>
    public int[] Expected { get; init; } = [];

    /// <summary>The longest time one try may take; null uses the pipeline's.</summary>
    public TimeSpan? TryTimeout { get; init; }

    /// <summary>True to leave trying again to the caller.</summary>
    public bool SingleTry { get; init; }

    public bool RetryOnAuthFailure { get; init; }

    public bool Expects(int status) => Expected.Length == 0 ? status is >= 200 and < 300 : Expected.Contains(status);

    /// <summary>Takes out of a text what this request kept secret: a service may echo it.</summary>
    public string Scrub(string text)
    {
        var secret = Authorization[(Authorization.IndexOf(' ') + 1)..];
        return secret.Length == 0 ? text : text.Replace(secret, "***", StringComparison.Ordinal);
    }

    public HttpRequestMessage ToMessage(Uri url)
    {
        var message = new HttpRequestMessage(Method, url);
        if (ContentType is not null)
        {
            // The content type belongs to a content here, so that a GET with one has an empty content.
            message.Content = new ByteArrayContent(Body ?? []);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        Add("Authorization", Authorization);
        Add("User-Agent", UserAgent);
        Add("Accept", Accept);
        Add("X-GitHub-Api-Version", GitHubApiVersion);
        Add("X-ScaleSetMaxCapacity", MaxCapacity?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return message;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public override string ToString() => $"{Method} {SafeUrl.Of(Url)}";
}
