using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using Deskrun.Testing;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Wire;

public sealed class ProxyAndTrustTests
{
    private const string Host = "actions.test.invalid";

    [Fact]
    public async Task Plain_requests_go_through_HTTP_PROXY()
    {
        await using var service = await FakeService.StartAsync();
        await using var proxy = new FakeProxy(service.Port);
        service.PublicRoot = $"http://{Host}";
        using var client = Client(service, $"http://{Host}", ("HTTP_PROXY", $"http://127.0.0.1:{proxy.Port}"));

        await client.ListScaleSetsAsync(Deadline);

        Assert.Contains(proxy.Lines, line => line.StartsWith($"POST http://{Host}/api/v3/actions/runner-registration"));
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task Encrypted_requests_are_tunnelled_through_HTTPS_PROXY_with_its_login_and_trust_SSL_CERT_FILE()
    {
        using var folder = new TempFolder();
        using var authority = new FakeAuthority();
        var file = folder.Write("ca.pem", authority.Pem);
        await using var service = await FakeService.StartAsync(certificate: authority.CertificateFor(Host));
        await using var proxy = new FakeProxy(service.Port, login: "me:p@ss");
        service.PublicRoot = $"https://{Host}";
        using var client = Client(
            service,
            $"https://{Host}",
            ("https_proxy", $"me:p%40ss@127.0.0.1:{proxy.Port}"),
            ("SSL_CERT_FILE", file)
        );

        await client.ListScaleSetsAsync(Deadline);

        Assert.All(proxy.Lines, line => Assert.Equal($"CONNECT {Host}:443 HTTP/1.1", line));
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task A_host_in_NO_PROXY_is_not_asked_for_through_the_proxy()
    {
        await using var service = await FakeService.StartAsync();
        await using var proxy = new FakeProxy(service.Port);
        using var client = Client(
            service,
            $"http://{Host}",
            ("HTTP_PROXY", $"http://127.0.0.1:{proxy.Port}"),
            ("NO_PROXY", "test.invalid")
        );

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Unreachable, error.Kind);
        Assert.Empty(proxy.Lines);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_login_is_told_without_it()
    {
        await using var service = await FakeService.StartAsync();
        await using var proxy = new FakeProxy(service.Port, login: "me:right");
        using var client = Client(
            service,
            $"https://{Host}",
            ("HTTPS_PROXY", $"http://me:WRONGSECRET@127.0.0.1:{proxy.Port}")
        );

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Contains("407", error.Message);
        Assert.DoesNotContain("WRONGSECRET", error.ToString());
    }

    [Theory]
    [InlineData(false, Host)]
    [InlineData(true, "another.invalid")]
    public async Task A_certificate_that_is_not_trusted_ends_the_call_at_once(bool knowAuthority, string certified)
    {
        using var folder = new TempFolder();
        using var authority = new FakeAuthority();
        using var stranger = new FakeAuthority();
        var file = folder.Write("ca.pem", knowAuthority ? authority.Pem : stranger.Pem);
        await using var service = await FakeService.StartAsync(certificate: authority.CertificateFor(certified));
        await using var proxy = new FakeProxy(service.Port);
        using var client = Client(
            service,
            $"https://{Host}",
            ("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}"),
            ("SSL_CERT_FILE", file)
        );

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Untrusted, error.Kind);
        Assert.Contains("SSL_CERT_FILE", error.Message);
        Assert.Single(proxy.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("this is no certificate")]
    public void A_file_without_authorities_is_told_with_its_name(string? content)
    {
        using var folder = new TempFolder();
        var file = content is null ? folder.File("missing.pem") : folder.Write("ca.pem", content);

        var error = Assert.Throws<IOException>(() =>
            HttpHandlerFactory.Create(new GitHubHttpOptions { CertificateAuthorityFile = file })
        );

        Assert.Contains(file, error.Message);
    }

    [Theory]
    [InlineData("*", "http://a.b/", true)]
    [InlineData("a.b", "http://a.b/", true)]
    [InlineData("a.b", "http://x.a.b/", true)]
    [InlineData("a.b", "http://xa.b/", false)]
    [InlineData(".a.b", "http://a.b/", false)]
    [InlineData(".a.b", "http://x.a.b/", true)]
    [InlineData("*.a.b", "http://x.A.B/", true)]
    [InlineData("q, a.b:81", "http://a.b:81/", true)]
    [InlineData("a.b:81", "http://a.b/", false)]
    [InlineData("10.0.0.0/8", "http://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "http://11.1.2.3/", false)]
    [InlineData("10.0.0.0/8", "http://ten.test/", false)]
    [InlineData("192.168.1.1", "http://192.168.1.1:99/", true)]
    [InlineData("fe80::1", "http://[fe80::1]/", true)]
    [InlineData("[fe80::1]:80", "http://[fe80::1]/", true)]
    [InlineData("", "http://127.0.0.1/", true)]
    [InlineData("", "http://localhost/", true)]
    [InlineData("", "http://[::1]/", true)]
    [InlineData("", "http://a.b/", false)]
    public void The_exceptions_from_the_proxy_are_what_most_tools_understand(string list, string url, bool direct) =>
        Assert.Equal(direct, NoProxyList.Parse(list).Covers(new Uri(url)));

    [Fact]
    public void A_value_that_is_no_proxy_is_told_without_it()
    {
        var error = Assert.Throws<FormatException>(() => Proxy(("HTTPS_PROXY", "gopher://me:SECRET@x")));

        Assert.Contains("HTTPS_PROXY", error.Message);
        Assert.DoesNotContain("SECRET", error.Message);
    }

    [Fact]
    public void No_proxy_is_used_when_none_is_named() => Assert.Null(Proxy(("NO_PROXY", "*")));

    private static EnvironmentProxy? Proxy(params (string Name, string Value)[] variables) =>
        EnvironmentProxy.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);

    private static ActionsServiceClient Client(
        FakeService service,
        string root,
        params (string Name, string Value)[] variables
    ) =>
        new(
            service.Options(new QuickTime()) with
            {
                ConfigUrl = ConfigUrl.Parse($"{root}/octo/demo"),
                Http = GitHubHttpOptions.From(name =>
                    variables.FirstOrDefault(variable => variable.Name == name).Value
                ),
            }
        );
}
