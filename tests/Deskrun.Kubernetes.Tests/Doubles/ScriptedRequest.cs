using System.Globalization;
using System.Text;

namespace Deskrun.Kubernetes.Tests.Doubles;

/// <summary>What the client sent.</summary>
internal sealed record ScriptedRequest(int Number, string Method, string Path, string Headers, string Body)
{
    public string? Header(string name) =>
        Headers
            .Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .FirstOrDefault(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            ?[1];

    public static async Task<ScriptedRequest?> ReadAsync(Stream stream, int number)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", 2);
        var words = lines[0].Split(' ');
        var request = new ScriptedRequest(number, words[0], words[1], lines[1], "");
        var body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return request with { Body = Encoding.UTF8.GetString(body) };
    }
}
