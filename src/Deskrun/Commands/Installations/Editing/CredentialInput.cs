using System.CommandLine;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>The credential as it was given on the command line: a reference, and the value when one was given.</summary>
/// <param name="Reference">Where it is found from now on.</param>
/// <param name="Value">The secret to store; null for a reference.</param>
internal sealed record CredentialInput(CredentialReference Reference, string? Value)
{
    private const int LargestSecret = 64 * 1024;

    /// <summary>Whether any was given.</summary>
    public bool IsGiven => Reference is not CredentialReference.Missing;

    /// <summary>Reads the options and, if asked to, stdin.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="options">Its options.</param>
    /// <param name="name">The installation under whose name a value will be kept.</param>
    /// <param name="context">The outside world.</param>
    /// <exception cref="CliException">Several were given, or stdin holds too much.</exception>
    public static CredentialInput Read(ParseResult parse, CredentialOptions options, string name, CliContext context)
    {
        string[] given =
        [
            .. new (string Option, bool Given)[]
            {
                ("--auth-env", parse.GetValue(options.AuthEnv) is not null),
                ("--auth-file", parse.GetValue(options.AuthFile) is not null),
                ("--auth-value-stdin", parse.GetValue(options.AuthValueStdin)),
                ("--auth-value", parse.GetValue(options.AuthValue) is not null),
            }
                .Where(each => each.Given)
                .Select(each => each.Option),
        ];
        if (given.Length > 1)
        {
            throw new CliException(ExitCodes.Usage, $"{string.Join(" and ", given)} exclude each other; give one");
        }

        return given.SingleOrDefault() switch
        {
            "--auth-env" => new(
                new CredentialReference.FromEnvironment(Variable(parse.GetValue(options.AuthEnv)!)),
                null
            ),
            "--auth-file" => new(
                new CredentialReference.FromFile(
                    Lasting(Path.GetFullPath(parse.GetValue(options.AuthFile)!, context.WorkingFolder))
                ),
                null
            ),
            "--auth-value-stdin" => new(new CredentialReference.Stored(name), ReadStdin(context).Trim()),
            "--auth-value" => new(
                new CredentialReference.Stored(name),
                Warned(parse.GetValue(options.AuthValue)!, context).Trim()
            ),
            _ => new(CredentialReference.None, null),
        };
    }

    /// <summary>Only the reference: the record's own text would print the value.</summary>
    public override string ToString() => Reference.Describe();

    // The name only: who exchanged option and value may have typed the credential, and then it is not repeated.
    private static string Variable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name
            : throw new CliException(
                ExitCodes.Usage,
                "--auth-env needs the name of a variable (letters, digits and _, no digit first), and this is none"
            );

    // What a shell makes of <(command) is gone when the command ends; the reference is needed longer.
    private static string Lasting(string path) =>
        path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/self/fd/", StringComparison.Ordinal)
        || path == "/dev/stdin"
            ? throw new CliException(
                ExitCodes.Usage,
                $"--auth-file {path} is there for this one command only, and the credential is read again whenever it is "
                    + "needed; hand it to --auth-value-stdin instead"
            )
            : path;

    private static string Warned(string value, CliContext context)
    {
        context.Terminal.Error.WriteLine(
            "warning: --auth-value shows the credential in the process list and the shell's history; "
                + "--auth-env, --auth-file and --auth-value-stdin don't"
        );
        return value;
    }

    private static string ReadStdin(CliContext context)
    {
        if (context.Terminal is { InIsTerminal: true, ReadHidden: { } hidden })
        {
            context.Terminal.Error.Write("Credential (not shown): ");
            return context.Interruptible(hidden) ?? "";
        }

        var buffer = new char[LargestSecret + 1];
        var length = context.Interruptible(() => context.Terminal.In.ReadBlock(buffer));
        return length <= LargestSecret
            ? new string(buffer, 0, length)
            : throw new CliException(
                ExitCodes.Usage,
                "stdin holds more than 64 KiB, which is no token and no private key"
            );
    }
}
