namespace Deskrun.Backends.Cluster.Kind;

/// <summary>An image archive can't be used; the message names it, the cause and the way out.</summary>
public sealed class ImageArchiveException(string message, Exception? cause = null) : Exception(message, cause);
