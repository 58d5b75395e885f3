namespace Deskrun.ActionsService.Faults;

/// <summary>Calls of one route that are answered wrongly instead of being handled.</summary>
public sealed record ResponseFault
{
    /// <summary>The route's name as in <c>docs/service.md</c>, such as <c>poll</c>; <c>*</c> for all.</summary>
    public required string Route { get; init; }

    /// <summary>The HTTP status; 200 with an empty body when 200.</summary>
    public required int Status { get; init; }

    /// <summary>How many calls; 1 when nothing is said.</summary>
    // Not an initial value: generated readers of JSON overwrite those of init properties.
    public int Times
    {
        get => field == 0 ? 1 : field;
        init;
    }

    /// <summary>How many calls are let through before.</summary>
    public int Skip { get; init; }

    /// <summary>Seconds for a <c>Retry-After</c> header; null for none.</summary>
    public int? RetryAfter { get; init; }
}
