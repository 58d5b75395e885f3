using System.Runtime.CompilerServices;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Logs;

/// <summary>Reads what containers wrote, line by line as it comes.</summary>
/// <param name="client">The way to the server.</param>
public sealed class PodLogs(KubeClient client)
{
    /// <summary>
    /// The lines of one container's log, oldest first. Ends when the log does; while following, when the container ends.
    /// </summary>
    /// <param name="space">The Pod's namespace.</param>
    /// <param name="pod">The Pod's name.</param>
    /// <param name="options">Which part of the log.</param>
    /// <param name="cancellation">Ends the reading at once.</param>
    /// <exception cref="KubeException">
    /// The server refused (no such Pod or container, not started yet, no right to <c>pods/log</c>), or the connection was
    /// cut, or a log that isn't followed came to a standstill.
    /// </exception>
    public async IAsyncEnumerable<string> ReadAsync(
        string space,
        string pod,
        PodLogOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        options ??= new PodLogOptions();
        var call = Call(space, pod, options);
        using var answer = await client.Sender.OpenAsync(call, cancellation);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (await NextAsync(reader, call, options, cancellation) is { } line)
        {
            yield return line;
        }
    }

    private static KubeCall Call(string space, string pod, PodLogOptions options) =>
        new(HttpMethod.Get, WellKnown.Pods.Path(space, pod, "log") + options.Query())
        {
            Kind = WellKnown.Pods,
            Space = space,
            Subresource = "log",
            Verb = "get",
            Accept = "application/json, */*",
            Repeatable = true,
        };

    private async Task<string?> NextAsync(
        StreamReader reader,
        KubeCall call,
        PodLogOptions options,
        CancellationToken cancellation
    )
    {
        // A container may be silent for hours; a log that only has to be handed over may not.
        using var silence = options.Follow
            ? new CancellationTokenSource()
            : new CancellationTokenSource(client.Options.RequestTimeout, client.Options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            return await reader.ReadLineAsync(both.Token);
        }
        catch (Exception error) when (IsCut(error, cancellation))
        {
            throw client.Sender.Failures.Unanswered(call, error, lost: false);
        }
    }

    private static bool IsCut(Exception error, CancellationToken cancellation) =>
        error is IOException or HttpRequestException
        || (error is OperationCanceledException && !cancellation.IsCancellationRequested);
}
