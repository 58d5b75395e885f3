namespace Kar.Settings;

/// <summary>
/// The command line, split into a verb and the flags of <see cref="KnownSettings"/>. A few string flags need no parser
/// library: kar starts once per job, and what it does not load it does not pay.
/// </summary>
internal sealed class Arguments
{
    private readonly Dictionary<Setting, string> _values = [];

    private Arguments() { }

    /// <summary>The verb; empty means: run a job.</summary>
    public string Verb { get; private set; } = "";

    /// <summary>Whether the help was asked for.</summary>
    public bool WantsHelp { get; private set; }

    /// <summary>Whether the version was asked for.</summary>
    public bool WantsVersion { get; private set; }

    /// <summary>What could not be understood.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>A flag's value; null when it was not given.</summary>
    public string? this[Setting setting] => _values.GetValueOrDefault(setting);

    /// <summary>Whether a switch was given.</summary>
    public bool Has(Setting setting) => _values.ContainsKey(setting);

    /// <summary>Splits a command line.</summary>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            i = parsed.Take(args, i);
        }

        return parsed;
    }

    private int Take(IReadOnlyList<string> args, int i)
    {
        var arg = args[i];
        switch (arg)
        {
            case "--help" or "-h" or "help":
                WantsHelp = true;
                return i;
            case "--version" or "version":
                WantsVersion = true;
                return i;
        }

        if (!arg.StartsWith('-'))
        {
            if (Verb.Length > 0)
            {
                Problems.Add($"'{arg}' is one word too many after '{Verb}'; see kar --help");
            }

            Verb = Verb.Length > 0 ? Verb : arg;
            return i;
        }

        var equals = arg.IndexOf('=');
        var name = equals < 0 ? arg : arg[..equals];
        if (Find(name) is not { } setting)
        {
            Problems.Add($"there is no flag {name}; see kar --help");
            return i;
        }

        if (setting.IsSwitch)
        {
            _values[setting] = "true";
            return i;
        }

        if (equals < 0 && i + 1 >= args.Count)
        {
            Problems.Add($"{name} needs a value");
            return i;
        }

        _values[setting] = equals < 0 ? args[i + 1] : arg[(equals + 1)..];
        return equals < 0 ? i + 1 : i;
    }

    private static Setting? Find(string flag) =>
        KnownSettings.All.FirstOrDefault(s =>
            (s.Name.Length > 0 && flag == "--" + s.Name)
            || (s.Alias.Length > 0 && flag == "--" + s.Alias)
            || (s.Short.Length > 0 && flag == "-" + s.Short)
        );
}
