namespace Deskrun.Installations.Configuration;

/// <summary>The configuration file can't be used. It is never overwritten then; the message names each place and the way out.</summary>
public sealed class ConfigurationException(string file, IReadOnlyList<string> problems, string wayOut)
    : Exception($"{string.Join(Environment.NewLine, problems)}{Environment.NewLine}{wayOut}")
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>Every problem, as <c>file:line: what is wrong</c>; never a value of the file.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
