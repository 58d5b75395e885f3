using System.Net.Sockets;
using System.Text;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Control;

/// <summary>The place of the control socket.</summary>
internal static class ControlSocket
{
    // sockaddr_un holds 108 bytes on Linux and 104 on macOS, the ending zero included.
    private const int LongestPath = 103;

    public static UnixDomainSocketEndPoint EndPoint(DeskrunHome home)
    {
        var length = Encoding.UTF8.GetByteCount(home.ControlSocket);
        return length <= LongestPath
            ? new UnixDomainSocketEndPoint(home.ControlSocket)
            : throw new CliException(
                ExitCodes.Environment,
                $"the path of the control socket {home.ControlSocket} has {length} bytes and the system takes {LongestPath}; "
                    + "set DESKRUN_HOME to a folder with a shorter path"
            );
    }

    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
