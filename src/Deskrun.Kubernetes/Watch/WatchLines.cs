using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Watch;

/// <summary>Reads a watch's answer: one JSON object per line, for as long as the connection lives.</summary>
internal sealed class WatchLines(Stream stream) : IDisposable
{
    // A large object has a few hundred KiB; the server itself refuses more than 1.5 MiB.
    private const int LongestLine = 16 * 1024 * 1024;
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int start;
    private int end;

    /// <summary>The next message; null if the connection has ended.</summary>
    /// <exception cref="JsonException">A line is no JSON: the connection was cut within it, or a proxy wrote into it.</exception>
    public async ValueTask<JsonObject?> NextAsync(CancellationToken cancellation)
    {
        var scanned = start;
        while (true)
        {
            var length = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = buffer.AsMemory(start, scanned + length - start);
                start = scanned + length + 1;
                scanned = start;
                if (line.Length == 0)
                {
                    continue;
                }

                return JsonNode.Parse(line.Span, documentOptions: Deep) as JsonObject
                    ?? throw new JsonException("a watch message is no object");
            }

            scanned = MakeRoom(end);
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
            if (read == 0)
            {
                return null;
            }

            end += read;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        stream.Dispose();
    }

    private int MakeRoom(int scanned)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            scanned -= start;
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestLine)
            {
                throw new JsonException($"a watch message is longer than {LongestLine} bytes");
            }

            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return scanned;
    }
}
