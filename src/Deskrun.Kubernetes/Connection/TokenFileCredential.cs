namespace Deskrun.Kubernetes.Connection;

/// <summary>
/// A token in a file that somebody else rotates (the kubelet renews projected tokens at 80 % of their life). It is read
/// again every minute, and at once when the server refuses the one in use.
/// </summary>
internal sealed class TokenFileCredential(
    string path,
    string origin,
    TimeProvider timeProvider,
    KubeIdentity? other = null
) : KubeCredential
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private KubeIdentity? current;
    private long readAt;

    public override ValueTask<KubeIdentity> GetAsync(KubeIdentity? refused, CancellationToken cancellation)
    {
        lock (gate)
        {
            var fresh = current is not null && timeProvider.GetElapsedTime(readAt) < Freshness;
            if (!fresh || ReferenceEquals(current, refused))
            {
                current = Read(current);
                readAt = timeProvider.GetTimestamp();
            }

            return ValueTask.FromResult(current!);
        }
    }

    private KubeIdentity Read(KubeIdentity? before)
    {
        string token;
        try
        {
            token = File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // During a rotation the file may be away for a moment; what we have may still be good.
            return before
                ?? throw new KubeConnectionException(
                    $"{origin}: the token file {path} cannot be read: {error.Message}",
                    error
                );
        }

        if (token.Length == 0)
        {
            return before ?? throw new KubeConnectionException($"{origin}: the token file {path} is empty");
        }

        var authorization = "Bearer " + token;
        return before?.Authorization == authorization ? before : new KubeIdentity(authorization, other?.Certificate);
    }
}
