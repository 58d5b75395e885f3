using System.Text.Json;
using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

public sealed partial class ActionsServiceClient
{
    /// <summary>Finds a runner group by its name.</summary>
    /// <param name="name">Null or <c>default</c> is the default group, which needs no call.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="InvalidOperationException">There is none of that name, or more than one.</exception>
    public async Task<RunnerGroup> GetRunnerGroupAsync(string? name, CancellationToken cancellation)
    {
        if (RunnerGroup.IsDefaultName(name))
        {
            return RunnerGroup.Default;
        }

        var call = new AdminCall(HttpMethod.Get, "_apis/runtime/runnergroups/", 200)
        {
            Query = $"groupName={Escape(name!)}",
        };
        var answer = (await CallAsync(call, cancellation)).Read(WireJson.Default.Groups);
        return answer.Value switch
        {
            [var one] => RunnerGroup.From(one),
            { Count: > 1 } => throw new InvalidOperationException($"Several runner groups are named '{name}'."),
            _ => throw new InvalidOperationException(
                $"There is no runner group '{name}' at {ConfigUrl}, or the credential may not see it; create it in the "
                    + "settings (Actions, Runner groups) or use the default group."
            ),
        };
    }

    /// <summary>Finds a scale set by its name; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The group has several of that name.</exception>
    public async Task<RunnerScaleSet?> FindScaleSetAsync(int runnerGroupId, string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var call = new AdminCall(HttpMethod.Get, ScaleSetsPath, 200)
        {
            Query = $"runnerGroupId={runnerGroupId}&name={Escape(name)}",
        };
        var answer = (await CallAsync(call, cancellation)).Read(WireJson.Default.ScaleSets);
        return answer.Value switch
        {
            [var one] => RunnerScaleSet.From(one),
            { Count: > 1 } => throw new InvalidOperationException(
                $"Several scale sets are named '{name}' in runner group {runnerGroupId}; delete all but one."
            ),
            _ => null,
        };
    }

    /// <summary>Every scale set that the credential sees.</summary>
    public async Task<IReadOnlyList<RunnerScaleSet>> ListScaleSetsAsync(CancellationToken cancellation)
    {
        var response = await CallAsync(new AdminCall(HttpMethod.Get, ScaleSetsPath, 200), cancellation);
        return [.. (response.Read(WireJson.Default.ScaleSets).Value ?? []).Select(RunnerScaleSet.From)];
    }

    /// <summary>A scale set by its number; null when it is gone.</summary>
    public async Task<RunnerScaleSet?> GetScaleSetAsync(int id, CancellationToken cancellation)
    {
        var call = new AdminCall(HttpMethod.Get, $"{ScaleSetsPath}/{id}", 200, 404) { ScaleSetId = id };
        var response = await CallAsync(call, cancellation);
        return response.Status == 404 ? null : ReadScaleSet(response);
    }

    /// <summary>
    /// Makes a scale set. When the answer to a first try was lost and the name is taken now, the one that is there is
    /// given back as adopted only by <see cref="EnsureScaleSetAsync"/>; here it is an error.
    /// </summary>
    /// <returns>The scale set, with a warning for each label that the service dropped.</returns>
    public async Task<ScaleSetResult> CreateScaleSetAsync(ScaleSetSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var group = await GetRunnerGroupAsync(spec.RunnerGroup, cancellation);
        return await CreateAsync(spec, group.Id, cancellation);
    }

    /// <summary>Changes a scale set.</summary>
    /// <returns>The scale set, with a warning for each label that the service dropped.</returns>
    public async Task<ScaleSetResult> UpdateScaleSetAsync(int id, ScaleSetUpdate update, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(update);
        var body = ScaleSetBody(update.Name, update.RunnerGroupId, update.Labels, update.DisableUpdate);
        var call = new AdminCall(HttpMethod.Patch, $"{ScaleSetsPath}/{id}", 200) { Body = body, ScaleSetId = id };
        var scaleSet = ReadScaleSet(await CallAsync(call, cancellation));
        return new ScaleSetResult(scaleSet, ScaleSetOutcome.Updated, LabelCheck.Warnings(update.Labels, scaleSet));
    }

    /// <summary>Deletes a scale set. One that is gone is no error; one with a running job is.</summary>
    public async Task DeleteScaleSetAsync(int id, CancellationToken cancellation)
    {
        var call = new AdminCall(HttpMethod.Delete, $"{ScaleSetsPath}/{id}", 204, 200, 404) { ScaleSetId = id };
        await CallAsync(call, cancellation);
    }

    private async Task<ScaleSetResult> CreateAsync(ScaleSetSpec spec, int groupId, CancellationToken cancellation)
    {
        var body = ScaleSetBody(spec.Name, groupId, spec.EffectiveLabels, spec.DisableUpdate);
        var call = new AdminCall(HttpMethod.Post, ScaleSetsPath) { Body = body };
        var scaleSet = ReadScaleSet(await CallAsync(call, cancellation));
        var warnings = LabelCheck.Warnings(spec.EffectiveLabels, scaleSet);
        return new ScaleSetResult(scaleSet, ScaleSetOutcome.Created, warnings);
    }

    private static RunnerScaleSet ReadScaleSet(WireResponse response)
    {
        var answer = response.Read(WireJson.Default.ScaleSetAnswer);
        return answer.Id is > 0
            ? RunnerScaleSet.From(answer)
            : throw response.Invalid("the answer has no scale set 'id'");
    }

    private static byte[] ScaleSetBody(
        string? name,
        int? groupId,
        IReadOnlyList<string>? labels,
        bool? disableUpdate
    ) =>
        JsonBody.Write(json =>
        {
            if (name is not null)
            {
                json.WriteString("name", name);
            }

            if (groupId is { } group)
            {
                json.WriteNumber("runnerGroupId", group);
            }

            if (labels is not null)
            {
                WriteLabels(json, labels);
            }

            if (disableUpdate is { } disable)
            {
                // The capital letter is the service's own.
                json.WriteStartObject("RunnerSetting");
                json.WriteBoolean("disableUpdate", disable);
                json.WriteEndObject();
            }
        });

    private static void WriteLabels(Utf8JsonWriter json, IReadOnlyList<string> labels)
    {
        json.WriteStartArray("labels");
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteString("type", "System");
            json.WriteString("name", label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
