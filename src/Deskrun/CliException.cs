namespace Deskrun;

/// <summary>
/// An end that a person can act on. The message says what was tried, on what, the cause and the way out; it is printed
/// without a stack trace and the program ends with <paramref name="exitCode"/>.
/// </summary>
internal sealed class CliException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
