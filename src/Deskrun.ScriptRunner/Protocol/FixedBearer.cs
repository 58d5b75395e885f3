namespace Deskrun.ScriptRunner.Protocol;

/// <summary>A bearer that cannot be renewed: the job's access token, or the token of an <c>OAuthAccessToken</c> credential.</summary>
internal sealed class FixedBearer(string token) : IBearer
{
    /// <inheritdoc />
    public ValueTask<string> GetAsync(CancellationToken cancel) => ValueTask.FromResult(token);

    /// <inheritdoc />
    public bool Refuse(string bearer) => false;
}
