namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Something could not be done on the cluster. The message names the one cause and the way out.</summary>
/// <param name="message">What, why, and the way out.</param>
/// <param name="inner">What it came from.</param>
public sealed class ApplyException(string message, Exception? inner = null) : Exception(message, inner);
