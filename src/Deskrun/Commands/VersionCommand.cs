using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deskrun.Commands;

/// <summary><c>deskrun version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create(CliContext context)
    {
        var output = OutputOption.Create("text", "json");
        var command = new Command("version", "Print the version, the commit and how this program was built.")
        {
            output,
        };
        command.SetAction(parse =>
        {
            var version = Read();
            context.Terminal.Out.WriteLine(
                parse.GetValue(output) == "json"
                    ? JsonSerializer.Serialize(version, VersionJson.Default.VersionInfo)
                    : $"deskrun {version.Version} ({version.Commit}, {version.Compilation}, {version.Os}-{version.Architecture})"
            );
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The version of this program as it was stamped at build time.</summary>
    internal static VersionInfo Read()
    {
        var informational =
            typeof(VersionCommand)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion
            ?? "0.0.0";
        var parts = informational.Split('+', 2);
        return new(
            parts[0],
            parts.Length > 1 ? parts[1][..Math.Min(12, parts[1].Length)] : "unknown",
            // Only a program that carries its own code has no list of assemblies from a host.
            AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
                is null
                ? "native"
                : "managed",
            RuntimeInformation.FrameworkDescription,
            OperatingSystem.IsMacOS() ? "osx"
                : OperatingSystem.IsWindows() ? "win"
                : "linux",
            RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()
        );
    }
}

/// <summary>What <c>deskrun version -o json</c> prints.</summary>
internal sealed record VersionInfo(
    string Version,
    string Commit,
    string Compilation,
    string Framework,
    string Os,
    string Architecture
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionInfo))]
internal sealed partial class VersionJson : JsonSerializerContext;
