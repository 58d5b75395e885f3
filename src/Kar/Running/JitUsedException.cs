namespace Kar.Running;

/// <summary>An earlier Pod of the same name already let a runner use this JIT config; it must not be started again.</summary>
internal sealed class JitUsedException(string message) : Exception(message);
