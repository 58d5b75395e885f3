using System.Net;
using System.Text;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Seeing;

/// <summary>An API server without any kind but its own: other groups are not found, and every list is empty.</summary>
internal sealed class BareServer : IDisposable
{
    private readonly HttpListener listener = new();

    public BareServer()
    {
        // The listener takes no port 0: whoever took the port in between makes it try the next.
        for (var port = 20_000 + Random.Shared.Next(20_000); !listener.IsListening; port++)
        {
            Address = $"http://127.0.0.1:{port}/";
            listener.Prefixes.Clear();
            listener.Prefixes.Add(Address);
            try
            {
                listener.Start();
            }
            catch (HttpListenerException) when (port < 60_000)
            {
                // Taken.
            }
        }

        _ = ServeAsync();
    }

    public string Address { get; private set; } = "";

    public void WriteKubeconfig(TempFolder folder) =>
        folder.Write(
            "kubeconfig",
            $$"""
            {"apiVersion": "v1", "kind": "Config",
             "clusters": [{"name": "test", "cluster": {"server": "{{Address}}"} }],
             "users": [{"name": "test", "user": {"token": "x"} }],
             "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"} }]}
            """
        );

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var call = await listener.GetContextAsync();
                var core = call.Request.Url!.AbsolutePath.StartsWith("/api/v1/", StringComparison.Ordinal);
                call.Response.StatusCode = core ? 200 : 404;
                call.Response.ContentType = "application/json";
                var body = core
                    ? """{"kind":"List","metadata":{},"items":[]}"""
                    : """{"kind":"Status","reason":"NotFound","code":404,"message":"not found"}""";
                await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                call.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
