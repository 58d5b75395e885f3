using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Pools.Registration;

/// <summary>One scale set at the service: made or adopted when it is first needed, and again when the service lost it.</summary>
public sealed class ScaleSetBinding(ActionsServiceClient client, ScaleSetSpec spec)
{
    private readonly Lock gate = new();
    private int id;
    private IReadOnlyList<string> warnings = [];

    /// <summary>The scale set's name.</summary>
    public string Name => spec.Name;

    /// <summary>Its number at the service; 0 while it is not known.</summary>
    public int Id
    {
        get
        {
            lock (gate)
            {
                return id;
            }
        }
    }

    /// <summary>What the service did not accept, such as labels that it dropped.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (gate)
            {
                return warnings;
            }
        }
    }

    internal ActionsServiceClient Client => client;

    /// <summary>Makes or adopts the scale set.</summary>
    /// <exception cref="GitHub.Wire.ActionsServiceException">The service refused or did not answer.</exception>
    public async Task<int> EnsureAsync(CancellationToken cancellation)
    {
        var result = await client.EnsureScaleSetAsync(spec, cancellation).ConfigureAwait(false);
        lock (gate)
        {
            id = result.ScaleSet.Id;
            warnings = result.Warnings;
            return id;
        }
    }
}
