using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

public sealed partial class ActionsServiceClient
{
    /// <summary>
    /// Adopts the scale set of this name, or makes it. The labels of an adopted one are changed when they differ; when
    /// the service refuses that, it is a warning. Calling it twice changes nothing.
    /// </summary>
    public async Task<ScaleSetResult> EnsureScaleSetAsync(ScaleSetSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var group = await GetRunnerGroupAsync(spec.RunnerGroup, cancellation);
        if (await FindScaleSetAsync(group.Id, spec.Name, cancellation) is { } found)
        {
            return await AdoptAsync(found, spec, cancellation);
        }

        try
        {
            return await CreateAsync(spec, group.Id, cancellation);
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.ScaleSetExists || e.Status == 409)
        {
            // A try whose answer was lost made it, or somebody else did in between.
            if (await FindScaleSetAsync(group.Id, spec.Name, cancellation) is { } made)
            {
                return await AdoptAsync(made, spec, cancellation);
            }

            throw;
        }
    }

    private async Task<ScaleSetResult> AdoptAsync(
        RunnerScaleSet found,
        ScaleSetSpec spec,
        CancellationToken cancellation
    )
    {
        if (LabelCheck.Same(spec.EffectiveLabels, found))
        {
            return new ScaleSetResult(found, ScaleSetOutcome.Adopted, []);
        }

        try
        {
            var update = new ScaleSetUpdate { Labels = spec.EffectiveLabels };
            return await UpdateScaleSetAsync(found.Id, update, cancellation);
        }
        catch (ActionsServiceException e) when (e.Status is >= 400 and < 500 and not 401)
        {
            var warning =
                $"The labels of scale set '{found.Name}' stay as they are ({string.Join(", ", found.Labels ?? [])}): "
                + e.Message;
            return new ScaleSetResult(found, ScaleSetOutcome.Adopted, [warning]);
        }
    }
}
