using System.CommandLine;
using System.Globalization;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Configuring;

/// <summary>Reads the options of <see cref="SettingsOptions"/> over what was set before.</summary>
internal static class SettingsInput
{
    /// <summary>The settings with what the command line gives; the word <c>default</c> takes a setting away.</summary>
    /// <exception cref="CliException">An option's value is wrong; every wrong one is named.</exception>
    public static ClusterSettings Read(
        ParseResult parse,
        SettingsOptions options,
        ClusterSettings before,
        string workingFolder
    )
    {
        var after = before with
        {
            Namespace = Text(parse, options.Namespace, before.Namespace) ?? new ClusterSettings().Namespace,
            ArcVersion = Text(parse, options.ArcVersion, before.ArcVersion)?.TrimStart('v'),
            ArcCharts = Place(Text(parse, options.ArcCharts, before.ArcCharts), workingFolder),
            PlainHttp = Flag(parse, options.PlainHttp, before.PlainHttp),
            ImageRegistry = Text(parse, options.ImageRegistry, before.ImageRegistry),
            Proxy = Text(parse, options.Proxy, before.Proxy),
            NoProxy = Text(parse, options.NoProxy, before.NoProxy),
            CertificateAuthorities = Path(
                Text(parse, options.CertificateAuthorities, before.CertificateAuthorities),
                workingFolder
            ),
            KroVersion = Text(parse, options.KroVersion, before.KroVersion)?.TrimStart('v'),
            KroChart = Place(Text(parse, options.KroChart, before.KroChart), workingFolder),
            KarImage = Text(parse, options.KarImage, before.KarImage),
            KarArchive = Path(Text(parse, options.KarArchive, before.KarArchive), workingFolder),
            Provider = Text(parse, options.Provider, before.Provider),
            NodeImage = Text(parse, options.NodeImage, before.NodeImage),
            ApiPort = Number(Text(parse, options.ApiPort, before.ApiPort?.ToString(CultureInfo.InvariantCulture))),
            RegistryMirrors = List(parse, options.RegistryMirrors, before.RegistryMirrors),
            CacheRoot = Path(Text(parse, options.CacheRoot, before.CacheRoot), workingFolder),
            HostDocker = Flag(parse, options.HostDocker, before.HostDocker),
            HostNix = Flag(parse, options.HostNix, before.HostNix),
            NodeMounts = Mounts(parse, options.NodeMounts, before.NodeMounts),
        };
        return SettingsRules.Problems(after).ToList() is { Count: > 0 } problems
            ? throw new CliException(ExitCodes.Usage, string.Join($"{Environment.NewLine}  ", problems))
            : after;
    }

    private static string? Text(ParseResult parse, Option<string?> option, string? before) =>
        parse.GetResult(option) is not { Implicit: false } ? before
        : parse.GetValue(option) is { } given && given is not (SettingsOptions.Default or "") ? given
        : null;

    private static bool Flag(ParseResult parse, Option<bool> option, bool before) =>
        parse.GetResult(option) is not { Implicit: false } ? before : parse.GetValue(option);

    private static IReadOnlyList<string> List(
        ParseResult parse,
        Option<string[]> option,
        IReadOnlyList<string> before
    ) =>
        parse.GetResult(option) is not { Implicit: false } ? before
        : parse.GetValue(option) is [SettingsOptions.Default] ? []
        : parse.GetValue(option) ?? [];

    /// <summary>A folder by itself is seen at its own place.</summary>
    private static IReadOnlyList<Mount> Mounts(
        ParseResult parse,
        Option<string[]> option,
        IReadOnlyList<Mount> before
    ) =>
        parse.GetResult(option) is not { Implicit: false }
            ? before
            :
            [
                .. List(parse, option, [])
                    .Select(text => text.Split(':'))
                    .Select(parts => new Mount(parts[^1], string.Join(':', parts[..^1]), MountTypes.Directory))
                    .Select(mount => mount.Source.Length > 0 ? mount : mount with { Source = mount.Target }),
            ];

    // What is no number is told by the rules: 0 is none.
    private static int? Number(string? text) =>
        text is null ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : 0;

    private static string? Place(string? text, string workingFolder) =>
        text is null || text.Contains("://", StringComparison.Ordinal) ? text : Path(text, workingFolder);

    private static string? Path(string? text, string workingFolder) =>
        text is null ? null : System.IO.Path.GetFullPath(text, workingFolder);
}
