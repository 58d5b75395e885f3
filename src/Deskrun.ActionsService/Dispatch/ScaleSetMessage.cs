namespace Deskrun.ActionsService.Dispatch;

/// <summary>A message as the listener gets it; <c>Body</c> is the JSON text of a list.</summary>
internal sealed record ScaleSetMessage(long Id, string Body)
{
    /// <summary>Current at each delivery.</summary>
    public required Statistics Statistics { get; init; }
}
