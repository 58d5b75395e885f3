using System.Security.Cryptography;

namespace Deskrun.Tests.Installations;

public sealed class SecretTests
{
    private const string Token = "ghp_plantedtoken";

    [Fact]
    public async Task No_command_ever_prints_a_secret_however_it_was_given()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportPkcs8PrivateKeyPem();
        await using var served = await ServedPlace.StartAsync();
        var place = served.Place;
        place.Variables["TOKEN"] = Token;
        var file = place.Folder.Write("token", Token);
        string[] common = ["-r", "http://127.0.0.1:9/o/r", "-m", "process", "--offline", "-o", "json"];
        await place.RunAsync(["add", "by-env", .. common, "--auth-env", "TOKEN"]);
        await place.RunAsync(["add", "by-file", .. common, "--auth-file", file]);
        await place.RunAsync(["add", "by-value", .. common, "--auth-value", Token]);
        await place.RunWithInputAsync(Token, ["add", "by-stdin", .. common, "--auth-value-stdin"]);
        await place.RunWithInputAsync(
            key,
            ["add", "by-app", .. common, "--auth-value-stdin", "--auth-type", "github-app", "--app-id", "Iv1.x"]
        );
        // Wrong ones, again and differently: errors are where secrets like to come out.
        await place.RunAsync(["add", "by-value", .. common, "--auth-value", $"{Token} x"]);
        await place.RunAsync(["add", "by-value", .. common, "--auth-value", $"{Token}2"]);
        await place.RunAsync([
            "add",
            "app2",
            .. common,
            "--auth-value",
            Token,
            "--auth-type",
            "github-app",
            "--app-id",
            "1",
        ]);
        await place.RunAsync(
            "add",
            "x",
            "-r",
            $"https://me:{Token}@github.com/o/r",
            "-m",
            "process",
            "--auth-env",
            "TOKEN"
        );

        foreach (var format in (string[])["table", "json", "yaml"])
        {
            await place.RunAsync("list", "-o", format);
            await place.RunAsync("status", "-o", format);
        }

        await place.RunAsync("remove", "by-value");

        Assert.Contains("by-app", place.Printed);
        Assert.DoesNotContain(Token, place.Printed);
        Assert.DoesNotContain(key.Split('\n')[1], place.Printed);
        Assert.DoesNotContain(Token, place.Config);
        foreach (var path in Directory.GetFiles(place.Home.Path, "*", SearchOption.AllDirectories))
        {
            var others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            Assert.True((File.GetUnixFileMode(path) & others) == 0, $"others can read {path}");
        }
    }
}
