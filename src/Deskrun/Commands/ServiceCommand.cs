using System.CommandLine;
using System.Net;
using Deskrun.ActionsService;
using Deskrun.ActionsService.Faults;

namespace Deskrun.Commands;

/// <summary><c>deskrun service</c>: the local Actions service in the foreground, for people who develop against it.</summary>
internal static class ServiceCommand
{
    private static readonly Option<string> Address = new("--address")
    {
        HelpName = "IP",
        Description = "The address to listen on. Beyond loopback a token of your own is demanded.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<int> Port = new("--port")
    {
        HelpName = "N",
        Description = "The port; 0 takes a free one.",
    };

    private static readonly Option<string?> TokenEnv = new("--token-env")
    {
        HelpName = "VAR",
        Description = "Take the token from this variable instead of making one; it is not printed then.",
    };

    private static readonly Option<string> Path = new("--job-path")
    {
        HelpName = "direct|acquire",
        Description = "How jobs reach a scale set: assigned at once as on github.com, or offered as on GHES.",
        DefaultValueFactory = _ => "direct",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "DIR",
        Description = "Keep logs in this folder. Default: a temporary one.",
    };

    private static readonly Option<string?> Faults = new("--faults")
    {
        HelpName = "FILE",
        Description = "Go wrong on purpose as this JSON file says; see docs/service.md.",
    };

    public static Command Create(CliContext context)
    {
        Path.AcceptOnlyFromAmong("direct", "acquire");
        var command = new Command("service", "Run the local Actions service in the foreground, to develop against it.")
        {
            Address,
            Port,
            TokenEnv,
            Path,
            Data,
            Faults,
        };
        command.SetAction((parse, _) => RunAsync(context, parse));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, ParseResult parse)
    {
        var token = parse.GetValue(TokenEnv) is { } variable
            ? context.Variable(variable)
                ?? throw new CliException(ExitCodes.Usage, $"--token-env {variable}: the variable is not set")
            : null;
        try
        {
            await using var service = await ActionsServiceHost.StartAsync(
                Read(context, parse, token),
                context.Graceful
            );
            context.Terminal.Out.WriteLine($"url    {service.BaseUri}OWNER/REPO");
            context.Terminal.Out.WriteLine(
                token is null ? $"token  {service.Token}" : $"token  the value of {parse.GetValue(TokenEnv)}"
            );
            context.Terminal.Error.WriteLine("serving; Ctrl+C stops");
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, context.Graceful)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Success;
        }
        catch (IOException exception)
        {
            throw new CliException(ExitCodes.Environment, exception.Message, exception);
        }
    }

    private static ActionsServiceOptions Read(CliContext context, ParseResult parse, string? token)
    {
        var text = parse.GetValue(Address)!;
        if (!IPAddress.TryParse(text, out var address))
        {
            throw new CliException(ExitCodes.Usage, $"--address '{text}': expected an IP address such as 127.0.0.1");
        }

        if (!IPAddress.IsLoopback(address) && token is null)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"--address {text} lets other machines in: give the service a token of your own with --token-env VAR"
            );
        }

        if (parse.GetValue(Port) is < 0 or > 65535)
        {
            throw new CliException(ExitCodes.Usage, $"--port {parse.GetValue(Port)}: expected 0 to 65535");
        }

        return new()
        {
            Address = address,
            Port = parse.GetValue(Port),
            Token = token,
            JobPath = parse.GetValue(Path) == "acquire" ? JobPath.Acquire : JobPath.Direct,
            DataFolder = parse.GetValue(Data) is { } data
                ? System.IO.Path.GetFullPath(data, context.WorkingFolder)
                : null,
            Faults = parse.GetValue(Faults) is { } file
                ? ReadFaults(System.IO.Path.GetFullPath(file, context.WorkingFolder))
                : null,
            TimeProvider = context.Time,
        };
    }

    private static ServiceFaults ReadFaults(string path)
    {
        try
        {
            return ServiceFaults.Load(path);
        }
        catch (Exception exception) when (exception is IOException or FormatException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"--faults {path}: {exception.Message}", exception);
        }
    }
}
