namespace Kar.Running;

/// <summary>Something in the settings or in the cluster is wrong and stays wrong until somebody repairs it.</summary>
internal sealed class SetupException(string message) : Exception(message);
