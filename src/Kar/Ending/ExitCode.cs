namespace Kar.Ending;

/// <summary>An exit code of kar.</summary>
/// <param name="Code">The number.</param>
/// <param name="Name">Its name in logs and messages.</param>
/// <param name="Meaning">What happened.</param>
internal sealed record ExitCode(int Code, string Name, string Meaning);
