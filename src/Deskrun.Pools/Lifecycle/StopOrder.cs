namespace Deskrun.Pools.Lifecycle;

/// <summary>The wish to end one runner.</summary>
/// <param name="Kind">The kind of end it will have.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Force">End it even with a job; otherwise only when the service lets its registration go.</param>
/// <param name="Grace">What it gets to end by itself.</param>
internal sealed record StopOrder(RunnerEndKind Kind, string Reason, bool Force, TimeSpan Grace);
