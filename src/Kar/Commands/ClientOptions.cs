using System.Reflection;
using Deskrun.Kubernetes.Verbs;

namespace Kar.Commands;

/// <summary>How kar talks to the API server.</summary>
internal static class ClientOptions
{
    /// <summary>kar's version.</summary>
    public static string Version { get; } =
        typeof(ClientOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    public static KubeClientOptions Make(TimeProvider time) =>
        new()
        {
            TimeProvider = time,
            UserAgent = "kar/" + Version.Split('+')[0],
            FieldManager = "deskrun.dev/kar",
            RetryBudget = TimeSpan.FromSeconds(60),
        };
}
