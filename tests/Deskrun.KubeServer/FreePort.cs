using System.Net;
using System.Net.Sockets;

namespace Deskrun.KubeServer;

/// <summary>Finds ports for programs that cannot choose one themselves.</summary>
public static class FreePort
{
    /// <summary>A loopback port that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
