using System.Runtime.InteropServices;

namespace Deskrun.ScriptRunner;

/// <summary>What the runner says of itself.</summary>
internal static class RunnerVersion
{
    /// <summary>Version of deskrun, e.g. <c>0.1.0</c>.</summary>
    /// <remarks>A constant that the build writes: asking the assembly costs a start 60 pages of reflection data.</remarks>
    public static string Version => BuiltVersion.Number;

    /// <summary>The User-Agent: names the program and says which servers it is for.</summary>
    public static string UserAgent { get; } = $"deskrun-script-runner/{Version} (local-actions-service-only)";

    /// <summary>The operating system as the protocol and <c>runner.os</c> spell it.</summary>
    public static string Os { get; } =
        OperatingSystem.IsMacOS() ? "macOS"
        : OperatingSystem.IsWindows() ? "Windows"
        : "Linux";

    /// <summary>The processor architecture as the protocol and <c>runner.arch</c> spell it.</summary>
    public static string Architecture { get; } =
        RuntimeInformation.ProcessArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "X64",
            System.Runtime.InteropServices.Architecture.X86 => "X86",
            System.Runtime.InteropServices.Architecture.Arm64 => "ARM64",
            System.Runtime.InteropServices.Architecture.Arm => "ARM",
            var other => other.ToString().ToUpperInvariant(),
        };
}
