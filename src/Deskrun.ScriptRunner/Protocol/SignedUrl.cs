namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Where a blob may be written. Its query is a signature and stays out of messages.</summary>
/// <param name="Url">The address.</param>
/// <param name="IsAzure">Whether Azure's headers belong to the request.</param>
/// <param name="SoftSizeLimit">Largest size the service asks for, or null.</param>
internal sealed record SignedUrl(Uri Url, bool IsAzure, long? SoftSizeLimit)
{
    /// <inheritdoc />
    public override string ToString() => Url.GetLeftPart(UriPartial.Path);

    /// <summary>The address with another parameter behind the signature.</summary>
    public Uri With(string parameter) => new(Url.AbsoluteUri + (Url.Query.Length == 0 ? "?" : "&") + parameter);
}
