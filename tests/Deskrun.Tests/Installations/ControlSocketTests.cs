using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class ControlSocketTests
{
    [Fact]
    public async Task Two_homes_are_served_side_by_side_each_by_its_own_socket()
    {
        await using var one = await ServedPlace.StartAsync("a");
        await using var two = await ServedPlace.StartAsync("b", "c");
        await one.StateAsync("a", ServedStates.Listening);
        await two.StateAsync("c", ServedStates.Listening);

        var first = JsonNode.Parse((await one.Place.RunAsync("status", "-o", "json")).Output)!;
        var second = JsonNode.Parse((await two.Place.RunAsync("status", "-o", "json")).Output)!;

        Assert.Equal(["a"], first["installations"]!.AsArray().Select(each => (string)each!["name"]!));
        Assert.Equal(["b", "c"], second["installations"]!.AsArray().Select(each => (string)each!["name"]!));
        Assert.Equal(Environment.ProcessId, (int)first["processId"]!);
    }

    [Fact]
    public async Task Only_the_owner_can_speak_to_the_socket_and_it_goes_with_the_host()
    {
        string socket;
        await using (var served = await ServedPlace.StartAsync())
        {
            socket = served.Place.Home.ControlSocket;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
            await served.Server.DisposeAsync();
            Assert.False(File.Exists(socket));
        }
    }

    [Fact]
    public async Task The_socket_of_a_crashed_up_counts_as_not_running_and_is_replaced()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Home.Path);
        using (var crashed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // A socket that is closed in order removes its file; renamed before, it stays as after a crash.
            crashed.Bind(new UnixDomainSocketEndPoint(place.Folder.File("s")));
            File.Move(place.Folder.File("s"), place.Home.ControlSocket);
        }

        Assert.True(File.Exists(place.Home.ControlSocket));
        Assert.Equal(ExitCodes.NotRunning, (await place.RunAsync("status")).Code);
        Assert.Contains("not running", (await place.RunAsync("down")).Error);
        await using var other = await ServedPlace.StartAsync();
        await using var server = ControlServer.Start(place.Home, other.Host);
        Assert.Equal(ExitCodes.Success, (await place.RunAsync("status")).Code);
    }

    [Fact]
    public async Task A_host_says_what_it_understands()
    {
        await using var served = await ServedPlace.StartAsync();

        var answer = JsonNode.Parse(await SayAsync(served, """{"method":"hello"}"""))!;

        Assert.Equal(ControlMethods.All, answer["capabilities"]!.AsArray().Select(each => (string)each!));
        Assert.NotEmpty((string)answer["version"]!);
    }

    [Theory]
    [InlineData("nonsense", "no JSON object")]
    [InlineData("[]", "no JSON object")]
    [InlineData("null", "understands hello, status")]
    [InlineData("""{"method":"explode"}""", "understands hello, status")]
    [InlineData("""{"method":"remove"}""", "understands hello, status")]
    [InlineData("""{"method":"remove","name":"ghost"}""", "no installation ghost")]
    public async Task Nonsense_is_answered_and_harms_nobody(string line, string expected)
    {
        await using var served = await ServedPlace.StartAsync("a");

        var answer = JsonNode.Parse(await SayAsync(served, line))!;

        Assert.Contains(expected, (string)answer["error"]!);
        Assert.Equal(ExitCodes.Success, (await served.Place.RunAsync("status")).Code);
    }

    [Fact]
    public async Task An_endless_line_ends_its_connection_only()
    {
        await using var served = await ServedPlace.StartAsync("a");

        Assert.Equal("", await SayAsync(served, new string('x', 10_000)));

        Assert.Equal(ExitCodes.Success, (await served.Place.RunAsync("status")).Code);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_an_error_with_the_way_out()
    {
        using var place = new Workplace();
        var home = new Deskrun.Installations.Homes.DeskrunHome(place.Folder.File(new string('x', 120)));
        await using var other = await ServedPlace.StartAsync();

        var failed = Assert.Throws<CliException>(() => ControlServer.Start(home, other.Host));

        Assert.Contains("DESKRUN_HOME", failed.Message);
    }

    private static async Task<string> SayAsync(ServedPlace served, string line)
    {
        using var limit = new CancellationTokenSource(TestLimits.Wait);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(served.Place.Home.ControlSocket), limit.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), limit.Token);
        try
        {
            return await new StreamReader(stream).ReadLineAsync(limit.Token) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
