using System.Globalization;

namespace Deskrun.Kubernetes.Logs;

/// <summary>Which part of a Pod's log to read.</summary>
public sealed record PodLogOptions
{
    /// <summary>The container; null means the only one, and the server refuses if there are several.</summary>
    public string? Container { get; init; }

    /// <summary>Goes on with what is written from now on, until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>The log of the container's run before the present one: what a crashed container wrote.</summary>
    public bool Previous { get; init; }

    /// <summary>Only this many of the last lines; null means all.</summary>
    public int? TailLines { get; init; }

    /// <summary>The query that asks for it; empty, or beginning with a question mark.</summary>
    internal string Query()
    {
        var parts = new List<string>(4);
        if (Container is { } container)
        {
            parts.Add("container=" + Uri.EscapeDataString(container));
        }

        if (Follow)
        {
            parts.Add("follow=true");
        }

        if (Previous)
        {
            parts.Add("previous=true");
        }

        if (TailLines is { } lines)
        {
            parts.Add("tailLines=" + lines.ToString(CultureInfo.InvariantCulture));
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
