using System.Text;

namespace Deskrun.Kubernetes.Tests.Doubles;

/// <summary>The bytes of one answer, and what becomes of the connection after them.</summary>
internal sealed record ScriptedAnswer(string Text, bool Close = false, bool Hold = false)
{
    /// <summary>The connection is cut without an answer.</summary>
    public static ScriptedAnswer Cut { get; } = new("", Close: true);

    /// <summary>The request is never answered.</summary>
    public static ScriptedAnswer Silence { get; } = new("", Hold: true);

    public static ScriptedAnswer Json(int status, string body, params string[] headers)
    {
        var extra = string.Concat(headers.Select(header => header + "\r\n"));
        var length = Encoding.UTF8.GetByteCount(body);
        return new(
            $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{extra}\r\n{body}"
        );
    }

    /// <summary>A refusal in the API server's form.</summary>
    public static ScriptedAnswer Status(int code, string reason, string message, params string[] headers) =>
        Json(
            code,
            $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""",
            headers
        );

    /// <summary>A watch that tells some lines and then ends as agreed.</summary>
    public static ScriptedAnswer Watch(params string[] lines) =>
        new(WatchHead + string.Concat(lines.Select(Chunk)) + "0\r\n\r\n");

    /// <summary>A watch that tells some lines and stays open.</summary>
    public static ScriptedAnswer OpenWatch(params string[] lines) =>
        new(WatchHead + string.Concat(lines.Select(Chunk)), Hold: true);

    /// <summary>A watch that is cut after some text, which may be half a line.</summary>
    public static ScriptedAnswer CutWatch(string text) => new(WatchHead + RawChunk(text), Close: true);

    private const string WatchHead =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Chunk(string line) => RawChunk(line + "\n");

    private static string RawChunk(string text) => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";
}
