using System.Diagnostics;
using Deskrun.Backends.Cluster.Arc;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests.Cluster;

public sealed class DindCertificatesTests
{
    [Fact]
    public async Task The_daemon_and_its_client_trust_each_other_at_localhost_and_the_authoritys_key_is_gone()
    {
        Need.Program("openssl", "apt-get install openssl");
        using var folder = new TempFolder();

        var made = await RunAsync("sh", "-c", DindCertificates.Script, "make-certificates", folder.Path);
        Assert.True(made.Code == 0, made.Text);

        foreach (var (side, purpose) in new[] { ("server", "sslserver"), ("client", "sslclient") })
        {
            var other = side == "server" ? "client" : "server";
            var verified = await RunAsync(
                "openssl",
                [
                    "verify",
                    "-CAfile",
                    folder.File(other, "ca.pem"),
                    "-purpose",
                    purpose,
                    "-verify_hostname",
                    "localhost",
                    folder.File(side, "cert.pem"),
                ]
            );
            Assert.True(verified.Code == 0, verified.Text);
        }

        Assert.Equal(
            ["ca.pem", "client", "server"],
            Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order()
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(folder.File("client", "key.pem"))
        );
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        var text = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, output + await text);
    }
}
