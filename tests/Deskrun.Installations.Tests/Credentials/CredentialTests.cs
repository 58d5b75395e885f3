using System.Security.Cryptography;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Homes;
using Deskrun.Testing;

namespace Deskrun.Installations.Tests.Credentials;

public sealed class CredentialTests : IDisposable
{
    private const string Secret = "planted-secret";
    private readonly TempFolder folder = new();
    private readonly CredentialStore store;

    public CredentialTests() => store = new CredentialStore(new DeskrunHome(folder.File("home")));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stored_secret_is_readable_for_its_owner_only()
    {
        store.Put("a", Secret);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.PathOf("a")));
        Assert.Equal(Secret, store.Get("a"));
        store.Remove("a");
        store.Remove("a");
        Assert.Null(store.Get("a"));
    }

    [Fact]
    public void Each_reference_finds_its_secret_without_white_space_around_it()
    {
        store.Put("a", Secret + "\n");
        var file = folder.Write("token", $"  {Secret}\n");

        Assert.Equal(Secret, Resolve(new CredentialReference.Stored("a")));
        Assert.Equal(Secret, Resolve(new CredentialReference.FromFile(file)));
        Assert.Equal(Secret, Resolve(new CredentialReference.FromEnvironment("TOKEN")));
        Assert.Equal(Secret, Resolve(new CredentialReference.InConfiguration(Secret)));
    }

    [Fact]
    public void What_is_missing_is_named_with_the_way_out()
    {
        AssertFails(new CredentialReference.Stored("gone"), "is gone", "add it again");
        AssertFails(
            new CredentialReference.FromFile(folder.File("gone")),
            folder.File("gone"),
            "put the credential there"
        );
        AssertFails(new CredentialReference.FromEnvironment("GONE"), "GONE is not set", "export GONE");
        AssertFails(CredentialReference.None, "has no credential", "--auth-env");
        AssertFails(new CredentialReference.InConfiguration(" "), "is empty");
    }

    [Fact]
    public void No_reference_prints_its_secret()
    {
        var inline = new CredentialReference.InConfiguration(Secret);
        var whole = new Installation
        {
            Name = "a",
            Repository = "r",
            Credential = inline,
        };

        Assert.DoesNotContain(Secret, inline.ToString());
        Assert.DoesNotContain(Secret, inline.Describe());
        Assert.DoesNotContain(Secret, whole.ToString());
    }

    [Fact]
    public void A_token_and_a_key_are_told_apart_before_any_service_is_asked()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportRSAPrivateKeyPem();

        Assert.Null(CredentialShape.Problem(AuthTypes.Pat, "ghp_abc123"));
        Assert.Null(CredentialShape.Problem(AuthTypes.GitHubApp, key));
        Assert.Null(CredentialShape.Problem(AuthTypes.GitHubApp, rsa.ExportPkcs8PrivateKeyPem()));
        Assert.Contains("--auth-type github-app", CredentialShape.Problem(AuthTypes.Pat, key));
        Assert.Contains("white space", CredentialShape.Problem(AuthTypes.Pat, $"{Secret} {Secret}"));
        var broken = CredentialShape.Problem(AuthTypes.GitHubApp, $"-----BEGIN RSA PRIVATE KEY-----\n{Secret}\n");
        Assert.Contains("no RSA private key", broken);
        Assert.DoesNotContain(Secret, broken);
    }

    private string Resolve(CredentialReference reference) =>
        new CredentialResolver(store, name => name == "TOKEN" ? Secret : null).Resolve("my-runner", reference);

    private void AssertFails(CredentialReference reference, params string[] parts)
    {
        var failed = Assert.Throws<CredentialException>(() => Resolve(reference));
        Assert.Contains("my-runner", failed.Message);
        Assert.All(parts, part => Assert.Contains(part, failed.Message));
    }
}
