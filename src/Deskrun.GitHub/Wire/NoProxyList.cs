using System.Net;

namespace Deskrun.GitHub.Wire;

/// <summary>
/// The hosts that are reached without a proxy: <c>*</c>, <c>host</c> (with its subdomains), <c>.domain</c> and
/// <c>*.domain</c> (subdomains only), addresses and CIDR ranges, each with an optional port.
/// </summary>
internal sealed class NoProxyList
{
    private readonly List<(string Host, IPNetwork? Range, int? Port)> _rules = [];

    public static NoProxyList Parse(string text)
    {
        var list = new NoProxyList();
        foreach (
            var entry in text.Split(
                [',', ' ', ';'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            list._rules.Add(ReadRule(entry));
        }

        return list;
    }

    public bool Covers(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        var isAddress = IPAddress.TryParse(host, out var address);
        if (
            host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (isAddress && IPAddress.IsLoopback(address!))
        )
        {
            return true;
        }

        return _rules.Any(rule =>
            (rule.Port is null || rule.Port == url.Port)
            && (rule.Range is { } range ? isAddress && range.Contains(address!) : MatchesName(rule.Host, host))
        );
    }

    private static (string Host, IPNetwork? Range, int? Port) ReadRule(string entry)
    {
        if (IPNetwork.TryParse(entry, out var range))
        {
            return ("", range, null);
        }

        var colon = entry.LastIndexOf(':');
        var isBareV6 = IPAddress.TryParse(entry, out _) && !entry.StartsWith('[');
        if (!isBareV6 && colon > 0 && int.TryParse(entry[(colon + 1)..], out var port))
        {
            return (entry[..colon].Trim('[', ']'), null, port);
        }

        return (entry.Trim('[', ']'), null, null);
    }

    private static bool MatchesName(string rule, string host)
    {
        if (rule == "*")
        {
            return true;
        }

        var name = rule.StartsWith("*.", StringComparison.Ordinal) ? rule[1..] : rule;
        return name.StartsWith('.')
            ? host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase)
                || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase);
    }
}
