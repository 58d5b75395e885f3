using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.KubeServer;

/// <summary>Speaks to etcd through its JSON gateway.</summary>
internal static class Etcd
{
    public static async Task CompactAsync(int port)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var state = await PostAsync(client, "v3/kv/range", """{"key":"AA=="}""");
        var revision = long.Parse(state.Text("header", "revision")!, CultureInfo.InvariantCulture);
        await PostAsync(client, "v3/kv/compaction", $$"""{"revision":"{{revision}}","physical":true}""");
    }

    private static async Task<JsonNode?> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}
