namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Gives the bearer for requests.</summary>
internal interface IBearer
{
    /// <summary>The bearer to send now.</summary>
    ValueTask<string> GetAsync(CancellationToken cancel);

    /// <summary>Tells that a bearer was refused with 401.</summary>
    /// <returns>Whether asking again may give another one.</returns>
    bool Refuse(string bearer);
}
