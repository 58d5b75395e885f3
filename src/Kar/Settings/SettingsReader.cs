using System.Text.RegularExpressions;

namespace Kar.Settings;

/// <summary>
/// Makes settings of flags and environment: flags win, an empty value counts as not given, a wrong one is named with
/// what was expected and never replaced by a default.
/// </summary>
internal sealed partial class SettingsReader(Arguments arguments, IReadOnlyDictionary<string, string> environment)
{
    private const string ParameterPrefix = "KAR_PARAM_";
    private readonly List<string> _warnings = [];

    /// <summary>What is wrong, one line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reads everything; with problems the result is not to be used.</summary>
    /// <param name="needsJob">Whether a job is to be run, so that runner and JIT config are needed.</param>
    /// <param name="needsScaleSet">Whether a scale set is needed.</param>
    /// <param name="readInput">Reads standard input, for <c>-c -</c>.</param>
    public KarSettings Read(bool needsJob, bool needsScaleSet, Func<string> readInput)
    {
        Problems.AddRange(arguments.Problems);
        return new KarSettings
        {
            ScaleSet = needsScaleSet ? Required(KnownSettings.ScaleSet) : Text(KnownSettings.ScaleSet) ?? "",
            Runner = ReadRunner(needsJob),
            Jit = needsJob ? ReadJit(readInput) : null,
            Namespace = Named(KnownSettings.Namespace),
            Provision = Duration(KnownSettings.Provision, zero: false),
            Job = Duration(KnownSettings.Job, zero: true),
            Idle = Duration(KnownSettings.Idle, zero: true),
            Cleanup = Duration(KnownSettings.Cleanup, zero: false),
            ErrorGrace = Duration(KnownSettings.ErrorGrace, zero: true),
            GraphCheck = Duration(KnownSettings.GraphCheck, zero: true),
            JitSecret = OneOf(KnownSettings.JitSecret, "auto", "arc", "own"),
            JsonLogs = OneOf(KnownSettings.LogFormat, "human", "json") == "json",
            Context = Text(KnownSettings.Context),
            Kubeconfig = Text(KnownSettings.Kubeconfig),
            PodName = Text(KnownSettings.PodName),
            PodUid = Text(KnownSettings.PodUid),
            PodNamespace = Named(KnownSettings.PodNamespace),
            ServiceAccountFolder = Text(KnownSettings.ServiceAccountFolder),
            TerminationMessage = Text(KnownSettings.TerminationMessage) ?? "/dev/termination-log",
            ServiceAccount = Text(KnownSettings.ServiceAccount),
            JsonOutput = OneOf(KnownSettings.Output, "text", "json") == "json",
            DryRun = arguments.Has(KnownSettings.DryRun),
            Parameters = environment
                .Where(v =>
                    v.Key.StartsWith(ParameterPrefix, StringComparison.Ordinal) && v.Key.Length > ParameterPrefix.Length
                )
                .ToDictionary(v => v.Key[ParameterPrefix.Length..], v => v.Value, StringComparer.Ordinal),
            Warnings = _warnings,
        };
    }

    private string? Text(Setting setting) =>
        arguments[setting] is { Length: > 0 } flag ? flag
        : setting.Variable.Length > 0 && environment.TryGetValue(setting.Variable, out var text) && text.Length > 0
            ? text
        : null;

    private string Required(Setting setting)
    {
        if (Text(setting) is { } text)
        {
            return text;
        }

        Problems.Add($"{setting.Called} is not set; set it or give --{setting.Name}");
        return "";
    }

    private string ReadRunner(bool needed)
    {
        var given = Text(KnownSettings.Runner);
        var source = given is null ? "HOSTNAME" : KnownSettings.Runner.Called;
        var runner = given ?? environment.GetValueOrDefault("HOSTNAME") ?? "";
        if (needed && !(ObjectName().IsMatch(runner) && runner.Length <= 249))
        {
            Problems.Add(
                runner.Length == 0
                    ? "RUNNER_NAME is not set, and HOSTNAME neither; give --runner-name"
                    : $"{source}='{runner}' cannot name an object: lower-case letters, digits, '-' and '.' are allowed, at most 249"
            );
        }

        return runner;
    }

    private JitConfig? ReadJit(Func<string> readInput)
    {
        var flag = arguments[KnownSettings.Jit];
        var value = flag switch
        {
            null or "" => Text(KnownSettings.Jit),
            "-" => readInput(),
            _ when flag.StartsWith('@') => ReadFile(flag[1..]),
            _ => flag,
        };
        if (value is null)
        {
            if (Problems.All(p => !p.Contains(KnownSettings.Jit.Name, StringComparison.Ordinal)))
            {
                Problems.Add(
                    $"{KnownSettings.Jit.Variable} is not set: ARC sets it on the container runner; by hand give -c @FILE or -c -"
                );
            }

            return null;
        }

        if (flag is { Length: > 1 } && flag[0] != '@')
        {
            _warnings.Add(
                "the JIT config stands on the command line, where every user of this machine can read it; use -c @FILE or -c -"
            );
        }

        value = value.Trim();
        if (value.Length == 0 || value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            Problems.Add(
                $"{KnownSettings.Jit.Variable} is not a JIT config: expected one word of base64 text (the value is not shown)"
            );
        }

        return new JitConfig(value);
    }

    private string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problems.Add($"--{KnownSettings.Jit.Name} @{path}: the file cannot be read: {e.Message}");
            return null;
        }
    }

    private string? Named(Setting setting)
    {
        var text = Text(setting);
        if (text is not null && !(SpaceName().IsMatch(text) && text.Length <= 63))
        {
            Problems.Add($"{setting.Called}='{text}' is not a namespace: expected lower-case letters, digits and '-'");
        }

        return text;
    }

    private TimeSpan? Duration(Setting setting, bool zero)
    {
        if (Text(setting) is not { } text)
        {
            return null;
        }

        if (GoDuration.TryParse(text, out var duration) && (zero || duration > TimeSpan.Zero))
        {
            return duration;
        }

        Problems.Add($"{setting.Called}='{text}' is not {GoDuration.Expected}{(zero ? "" : ", above zero")}");
        return null;
    }

    private string OneOf(Setting setting, params string[] words)
    {
        var text = Text(setting) ?? words[0];
        if (!words.Contains(text))
        {
            Problems.Add($"{setting.Called}='{text}' is not one of {string.Join(", ", words)}");
        }

        return text;
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex ObjectName();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex SpaceName();
}
