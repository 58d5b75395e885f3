using Deskrun.GitHub.Auth;
using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>What the service granted with a session: the queue's URL and the token for it. Replaced as a whole.</summary>
internal sealed record SessionLease(string SessionId, Uri? QueueUrl, string Token, DateTimeOffset? RenewAt)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    public ScaleSetStatistics? Statistics { get; init; }

    public static SessionLease Read(WireResponse response, DateTimeOffset now)
    {
        var answer = response.Read(WireJson.Default.SessionAnswer);
        if (string.IsNullOrEmpty(answer.SessionId))
        {
            throw response.Invalid("the answer has no 'sessionId'");
        }

        var usable =
            Uri.TryCreate(answer.MessageQueueUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        var token = answer.MessageQueueAccessToken ?? "";
        return new SessionLease(answer.SessionId, usable ? url : null, token, RenewAtOf(token, now))
        {
            Statistics = StatisticsReader.Read(answer.Statistics),
        };
    }

    /// <summary>False during incidents in which the service grants a session without a queue.</summary>
    public bool IsUsable => QueueUrl is not null && Token.Length > 0;

    public Uri PollUrl(long lastMessageId)
    {
        if (lastMessageId <= 0)
        {
            return QueueUrl!;
        }

        var url = new UriBuilder(QueueUrl!);
        var own = url.Query.TrimStart('?');
        url.Query = own.Length == 0 ? $"lastMessageId={lastMessageId}" : $"{own}&lastMessageId={lastMessageId}";
        return url.Uri;
    }

    public Uri MessageUrl(long messageId)
    {
        var url = new UriBuilder(QueueUrl!);
        url.Path = $"{url.Path.TrimEnd('/')}/{messageId}";
        return url.Uri;
    }

    public override string ToString() => $"SessionLease {{ SessionId = {SessionId} }}";

    // Ten minutes early, but a short-lived token keeps most of its life.
    private static DateTimeOffset? RenewAtOf(string token, DateTimeOffset now)
    {
        if (JwtExpiry.Read(token) is not { } end)
        {
            return null;
        }

        var fifth = (end - now) / 5;
        return end - (fifth < Margin ? fifth : Margin);
    }
}
