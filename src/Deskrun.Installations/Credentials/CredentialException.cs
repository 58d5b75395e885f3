namespace Deskrun.Installations.Credentials;

/// <summary>A credential can't be had or can't be right. The message says which one and how to repair it, never its value.</summary>
public sealed class CredentialException(string message, Exception? inner = null) : Exception(message, inner);
