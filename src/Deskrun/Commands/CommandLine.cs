using System.CommandLine;

namespace Deskrun.Commands;

/// <summary>Runs one command line and turns every end into an exit code and, if need be, one message on stderr.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(CliContext context, IReadOnlyList<string> arguments)
    {
        try
        {
            var parse = CommandTree.Create(context).Parse(arguments is [] ? ["--help"] : arguments);
            var errors = UnknownWord.In(parse, arguments) is { } unknown
                ? [unknown]
                : parse.Errors.Select(ParseErrorText.Of).ToList();
            if (errors.Count > 0)
            {
                foreach (var error in errors)
                {
                    context.Terminal.Error.WriteLine($"deskrun: {error}");
                }

                context.Terminal.Error.WriteLine($"See: {PathOf(parse.CommandResult.Command)} --help");
                return ExitCodes.Usage;
            }

            var configuration = new InvocationConfiguration
            {
                Output = context.Terminal.Out,
                Error = context.Terminal.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are ours: the first is graceful, the second is not.
                ProcessTerminationTimeout = null,
            };
            return await parse.InvokeAsync(configuration, context.Graceful);
        }
        catch (CliException exception)
        {
            context.Terminal.Error.WriteLine($"deskrun: {exception.Message}");
            return exception.ExitCode;
        }
        catch (OperationCanceledException) when (context.Graceful.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && !CanWrite(context.Terminal.Out))
        {
            context.Terminal.Error.WriteLine(
                $"deskrun: the output cannot be written ({exception.Message}), so everything was stopped; "
                    + "make room where it goes, or send it elsewhere"
            );
            return ExitCodes.Environment;
        }
        catch (Exception exception) when (string.IsNullOrEmpty(context.Variable("DESKRUN_DEBUG")))
        {
            context.Terminal.Error.WriteLine(
                $"deskrun: internal error: {exception.GetType().Name}: {exception.Message}; run again with DESKRUN_DEBUG=1 for the stack trace"
            );
            return ExitCodes.Internal;
        }
    }

    // A failure of the output looks like any other of a file: only another try tells them apart.
    private static bool CanWrite(TextWriter output)
    {
        try
        {
            output.WriteLine();
            output.Flush();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PathOf(Command command)
    {
        var names = new List<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            names.Insert(0, at.Name);
        }

        return string.Join(' ', ["deskrun", .. names]);
    }
}
