namespace Kar.Running;

/// <summary>The run cannot be followed any more: a watch was refused for good.</summary>
internal sealed class RunFault(string message, Exception cause) : Exception(message, cause);
