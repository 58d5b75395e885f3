using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Deskrun.ActionsService.Runners;

/// <summary>
/// The RSA keys that runners sign in with: one per scale set, made once in the background, because making one costs
/// more CPU than everything else that a job needs of the service.
/// </summary>
internal sealed class RunnerKeys : IDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<Task<RSA>>> keys = new();

    /// <summary>The key of a scale set.</summary>
    public Task<RSA> GetAsync(int scaleSetId) =>
        keys.GetOrAdd(scaleSetId, _ => new Lazy<Task<RSA>>(() => Task.Run(Make))).Value;

    public void Dispose()
    {
        foreach (var key in keys.Values.Where(k => k is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            key.Value.Result.Dispose();
        }
    }

    private static RSA Make()
    {
        var key = RSA.Create(2048);
        // Keys are made on first use otherwise.
        key.ExportParameters(includePrivateParameters: false);
        return key;
    }
}
