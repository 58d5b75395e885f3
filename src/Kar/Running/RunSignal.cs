using Deskrun.Kubernetes.Watch;

namespace Kar.Running;

/// <summary>Something that one of the watches tells the run.</summary>
/// <param name="OfInstance">Whether it concerns the instance rather than the compute.</param>
/// <param name="Event">What was seen; null when the watch broke for good.</param>
/// <param name="Fault">Why the watch broke for good.</param>
internal sealed record RunSignal(bool OfInstance, WatchEvent? Event, Exception? Fault);
