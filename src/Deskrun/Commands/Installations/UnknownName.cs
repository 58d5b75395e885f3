using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Installations;

/// <summary>The error for a name that no installation has.</summary>
internal static class UnknownName
{
    public static string Message(string name, ConfigurationDocument document) =>
        document.Installations.Count == 0
            ? $"there is no installation {name}, and no other. {Hints.AddOne}"
            : $"there is no installation {name}; there are {string.Join(", ", document.Installations.Select(each => each.Name))}";
}
