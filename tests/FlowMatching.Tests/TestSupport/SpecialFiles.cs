using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Makes what lies in folders and is no file.</summary>
public static partial class SpecialFiles
{
    private const int ReadAndWrite = 0x180;

    /// <summary>A pipe with a name, which nobody writes to.</summary>
    public static void MakeFifo(string path) => Assert.Equal(0, CreateFifo(path, ReadAndWrite));

    /// <summary>A socket with a name; it stays when the result is disposed of.</summary>
    public static IDisposable MakeSocket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateFifo(string path, uint mode);
}
