using System.Runtime.InteropServices;

namespace Deskrun.Kubernetes.Connection;

/// <summary>
/// The machine's certificate store. The runtime opens and parses all of it at the first TLS handshake on Linux, even if
/// only given authorities count: some 80 ms of CPU and 2 MiB that a short-lived process has no use for.
/// </summary>
public static partial class SystemTrust
{
    /// <summary>
    /// Keeps the whole process from ever loading the machine's certificates. Only for processes that talk to one cluster
    /// that brings its own trust (<see cref="KubeConnection.BringsItsTrust"/>); call it before the first connection, while
    /// no other thread runs. Child processes keep their environment.
    /// </summary>
    public static void Forget()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The runtime copies the environment when it is first listed; the copy is what child processes get.
        _ = Environment.GetEnvironmentVariables();
        _ = SetVariable("SSL_CERT_DIR", "/nonexistent", 1);
        _ = SetVariable("SSL_CERT_FILE", "/nonexistent", 1);
    }

    // Environment.SetEnvironmentVariable changes the runtime's copy alone; OpenSSL's paths are read from the real one.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
