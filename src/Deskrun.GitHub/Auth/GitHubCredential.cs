using System.Security.Cryptography;

namespace Deskrun.GitHub.Auth;

/// <summary>How a client proves who it is: <see cref="Pat"/> or <see cref="GitHubApp"/>.</summary>
public abstract record GitHubCredential
{
    private GitHubCredential() { }

    /// <summary>A personal access token, classic or fine-grained.</summary>
    public sealed record Pat : GitHubCredential
    {
        /// <summary>Takes the token; white space around it goes.</summary>
        /// <exception cref="ArgumentException">It is empty or holds characters that no token has.</exception>
        public Pat(string token)
        {
            ArgumentNullException.ThrowIfNull(token);
            Token = token.Trim();
            if (Token.Length == 0 || Token.Any(c => c is <= ' ' or > '~'))
            {
                throw new ArgumentException(
                    "The personal access token is empty or holds characters that no token has; copy it again.",
                    nameof(token)
                );
            }
        }

        internal string Token { get; }

        /// <summary>Never the token.</summary>
        public override string ToString() => "Pat";
    }

    /// <summary>A GitHub App that is installed where the runners are wanted. It cannot serve enterprises.</summary>
    public sealed record GitHubApp : GitHubCredential
    {
        /// <summary>Takes the App's identity and checks that the key can be read.</summary>
        /// <param name="clientId">The App's client id; its App id works, too.</param>
        /// <param name="privateKeyPem">Its RSA private key in PEM, PKCS#1 or PKCS#8.</param>
        /// <param name="installationId">The installation; null finds it from the config URL.</param>
        /// <exception cref="ArgumentException">The client id is empty or the key cannot be read.</exception>
        public GitHubApp(string clientId, string privateKeyPem, long? installationId = null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
            ArgumentNullException.ThrowIfNull(privateKeyPem);
            ClientId = clientId.Trim();
            PrivateKeyPem = privateKeyPem;
            InstallationId = installationId;
            using var key = OpenKey();
        }

        /// <summary>The App's client id or App id.</summary>
        public string ClientId { get; }

        /// <summary>The installation, when it was given.</summary>
        public long? InstallationId { get; }

        internal string PrivateKeyPem { get; }

        /// <summary>Never the key.</summary>
        public override string ToString() => $"GitHubApp {{ ClientId = {ClientId} }}";

        internal RSA OpenKey()
        {
            var rsa = RSA.Create();
            try
            {
                rsa.ImportFromPem(PrivateKeyPem);
                rsa.ExportParameters(includePrivateParameters: true);
                return rsa;
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException)
            {
                rsa.Dispose();
                // The inner exception stays out: it could quote the text that was given as a key.
                throw new ArgumentException(
                    "The GitHub App's private key cannot be read; give the RSA key's PEM text as GitHub offered it "
                        + "('BEGIN RSA PRIVATE KEY' or 'BEGIN PRIVATE KEY', not encrypted)."
                );
            }
        }
    }
}
