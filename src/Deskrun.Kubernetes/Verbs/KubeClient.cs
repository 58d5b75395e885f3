using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>
/// Talks to one API server about objects of any kind. Every verb throws <see cref="KubeException"/> if the server refuses
/// or doesn't answer within the retry budget, and <see cref="KubeConnectionException"/> if the credentials can't be read.
/// Safe for use by several threads.
/// </summary>
public sealed class KubeClient : IDisposable
{
    private readonly KubeSender sender;

    /// <summary>Makes a client; nothing is opened before the first request.</summary>
    public KubeClient(KubeConnection connection, KubeClientOptions? options = null)
    {
        Connection = connection;
        Options = options ?? new KubeClientOptions();
        sender = new KubeSender(connection, Options);
    }

    /// <summary>The way to the server.</summary>
    public KubeConnection Connection { get; }

    /// <summary>How it behaves.</summary>
    public KubeClientOptions Options { get; }

    internal KubeSender Sender => sender;

    /// <summary>One object.</summary>
    public async Task<JsonObject> GetAsync(
        ResourceKind kind,
        string? space,
        string name,
        CancellationToken cancellation = default
    ) => Whole(await sender.SendAsync(Reading(kind, space, "get", kind.Path(space, name)), cancellation), kind);

    /// <summary>One object, or null if it isn't there.</summary>
    public async Task<JsonObject?> FindAsync(
        ResourceKind kind,
        string? space,
        string name,
        CancellationToken cancellation = default
    )
    {
        try
        {
            return await GetAsync(kind, space, name, cancellation);
        }
        catch (KubeException error) when (error.NotFound)
        {
            return null;
        }
    }

    /// <summary>All objects that fit, fetched in pieces.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="space">Their namespace; null means all of them.</param>
    /// <param name="options">Which of them.</param>
    /// <param name="cancellation">Ends the request.</param>
    public Task<KubeList> ListAsync(
        ResourceKind kind,
        string? space,
        ListOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        KubeLister.ListAsync(sender, kind, space, options ?? new ListOptions(), Options.ListChunk, false, cancellation);

    /// <summary>Creates an object; returns it as the server keeps it.</summary>
    public async Task<JsonObject> CreateAsync(
        ResourceKind kind,
        string? space,
        JsonObject made,
        WriteOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        // One with a fixed name can't be made twice; a generated name could.
        var call = Writing(HttpMethod.Post, kind, space, null, "create", options, Bytes(made)) with
        {
            Repeatable = made.Name() is not null,
        };
        return Whole(await sender.SendAsync(call, cancellation), kind);
    }

    /// <summary>Creates a subresource of an existing object: a token of a service account, an eviction of a Pod.</summary>
    public async Task<JsonObject> CreateSubresourceAsync(
        ResourceKind kind,
        string? space,
        string name,
        string subresource,
        JsonObject made,
        CancellationToken cancellation = default
    )
    {
        var options = new WriteOptions { Subresource = subresource };
        var call = Writing(HttpMethod.Post, kind, space, name, "create", options, Bytes(made));
        return Whole(await sender.SendAsync(call, cancellation), kind);
    }

    /// <summary>Replaces an object; its resourceVersion, if given, must still be the current one.</summary>
    public async Task<JsonObject> UpdateAsync(
        ResourceKind kind,
        string? space,
        JsonObject changed,
        WriteOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var name = changed.Name() ?? throw new ArgumentException("an update needs metadata.name");
        var call = Writing(HttpMethod.Put, kind, space, name, "update", options, Bytes(changed)) with
        {
            Repeatable = true,
        };
        return Whole(await sender.SendAsync(call, cancellation), kind);
    }

    /// <summary>Changes parts of an object.</summary>
    public async Task<JsonObject> PatchAsync(
        ResourceKind kind,
        string? space,
        string name,
        KubePatch patch,
        WriteOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var call = Writing(HttpMethod.Patch, kind, space, name, "patch", options, Bytes(patch.Body)) with
        {
            ContentType = patch.ContentType,
            Repeatable = patch.Repeatable,
        };
        return Whole(await sender.SendAsync(call, cancellation), kind);
    }

    /// <summary>Server-side apply: makes the object, or makes the given fields so; fields given before and not now go.</summary>
    public async Task<JsonObject> ApplyAsync(
        ResourceKind kind,
        string? space,
        JsonObject wanted,
        WriteOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var name = wanted.Name() ?? throw new ArgumentException("an apply needs metadata.name");
        var call = Writing(HttpMethod.Patch, kind, space, name, "patch", options, Bytes(wanted), apply: true) with
        {
            ContentType = "application/apply-patch+yaml",
            Repeatable = true,
        };
        return Whole(await sender.SendAsync(call, cancellation), kind);
    }

    /// <summary>Asks the server to delete an object; finalizers may keep it for a while.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(
        ResourceKind kind,
        string? space,
        string name,
        DeleteOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var call = new KubeCall(HttpMethod.Delete, kind.Path(space, name))
        {
            Kind = kind,
            Space = space,
            Verb = "delete",

            // Never without a body: the HTTP stack repeats such requests by itself, and the 404 that follows would hide
            // that the first one was carried out.
            Body = Bytes((options ?? new DeleteOptions()).ToJson()),
            Repeatable = true,
        };
        try
        {
            await sender.SendAsync(call, cancellation);
            return true;
        }
        catch (KubeException error) when (error.NotFound)
        {
            return error.EarlierAnswerLost;
        }
    }

    /// <summary>What stands at any path outside of objects, <c>/version</c> for instance.</summary>
    public async Task<JsonNode?> GetPathAsync(string path, CancellationToken cancellation = default) =>
        await sender.SendAsync(new KubeCall(HttpMethod.Get, path) { Verb = "get", Repeatable = true }, cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => sender.Dispose();

    internal static byte[] Bytes(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static KubeCall Reading(ResourceKind kind, string? space, string verb, string path) =>
        new(HttpMethod.Get, path)
        {
            Kind = kind,
            Space = space,
            Verb = verb,
            Repeatable = true,
        };

    private KubeCall Writing(
        HttpMethod method,
        ResourceKind kind,
        string? space,
        string? name,
        string verb,
        WriteOptions? options,
        byte[] body,
        bool apply = false
    )
    {
        options ??= new WriteOptions();
        var query = "?fieldManager=" + Uri.EscapeDataString(options.FieldManager ?? Options.FieldManager);
        query += options.DryRun ? "&dryRun=All" : "";
        query += apply ? $"&force={(options.Force ? "true" : "false")}" : "";
        return new KubeCall(method, kind.Path(space, name, options.Subresource) + query)
        {
            Kind = kind,
            Space = space,
            Subresource = options.Subresource,
            Verb = verb,
            Body = body,
        };
    }

    private static JsonObject Whole(JsonNode? answer, ResourceKind kind) =>
        answer as JsonObject
        ?? throw new KubeException($"the server answered for {kind} with something that is no object");
}
