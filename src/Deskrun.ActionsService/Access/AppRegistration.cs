namespace Deskrun.ActionsService.Access;

/// <summary>A GitHub App that the service knows.</summary>
/// <param name="ClientId">The client id or app id that the app puts into <c>iss</c>.</param>
/// <param name="InstallationId">The one installation of the app; it covers every repository.</param>
/// <param name="PublicKeyPem">The app's RSA public key (or its private key), PEM.</param>
public sealed record AppRegistration(string ClientId, long InstallationId, string PublicKeyPem)
{
    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"app {ClientId}, installation {InstallationId}";
}
