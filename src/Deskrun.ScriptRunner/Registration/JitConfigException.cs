namespace Deskrun.ScriptRunner.Registration;

/// <summary>A JIT config that cannot be used; the message says what is wrong with it and never repeats its content.</summary>
internal sealed class JitConfigException(string message, Exception? inner = null) : Exception(message, inner);
