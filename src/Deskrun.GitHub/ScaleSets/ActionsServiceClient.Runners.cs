using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

public sealed partial class ActionsServiceClient
{
    /// <summary>
    /// Registers a just-in-time runner. A runner of the same name that is left over in the same scale set is removed
    /// first, unless it has a job.
    /// </summary>
    /// <param name="scaleSetId">The scale set.</param>
    /// <param name="name">The runner's name, unique among all runners of the repository, organisation or enterprise.</param>
    /// <param name="workFolder">The runner's work folder, relative to the runner's own.</param>
    /// <param name="cancellation">Ends the call; the registration may exist nevertheless.</param>
    /// <exception cref="ActionsServiceException">
    /// Kind <see cref="ActionsServiceErrorKind.AgentExists"/>: the name belongs to another scale set or a busy runner;
    /// choose another name. Kind <see cref="ActionsServiceErrorKind.ScaleSetNotFound"/>: the scale set is gone.
    /// </exception>
    public async Task<JitRunnerConfig> CreateJitRunnerAsync(
        int scaleSetId,
        string name,
        string workFolder,
        CancellationToken cancellation
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            return await GenerateAsync(scaleSetId, name, workFolder, cancellation);
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.AgentExists)
        {
            // Either left over, or made by a try whose answer was lost; its config is lost in both cases.
            var taken = await FindRunnerAsync(name, cancellation);
            if (taken is not null)
            {
                var ours = taken.ScaleSetId == scaleSetId;
                if (!ours || await RemoveRunnerAsync(taken.Id, cancellation) == RunnerRemoval.Busy)
                {
                    throw;
                }
            }

            return await GenerateAsync(scaleSetId, name, workFolder, cancellation);
        }
    }

    /// <summary>A runner by its number; null when it isn't registered.</summary>
    public async Task<RunnerReference?> GetRunnerAsync(int id, CancellationToken cancellation)
    {
        var response = await CallAsync(new AdminCall(HttpMethod.Get, $"{RunnersPath}/{id}", 200, 404), cancellation);
        return response.Status == 404 ? null : RunnerReference.From(response.Read(WireJson.Default.RunnerAnswer));
    }

    /// <summary>A runner by its name; null when it isn't registered.</summary>
    public async Task<RunnerReference?> FindRunnerAsync(string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var call = new AdminCall(HttpMethod.Get, RunnersPath, 200) { Query = $"agentName={Escape(name)}" };
        var answer = (await CallAsync(call, cancellation)).Read(WireJson.Default.Runners);
        return (answer.Value ?? [])
            .Select(RunnerReference.From)
            .FirstOrDefault(runner => runner.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The registered runners of a scale set.</summary>
    /// <param name="scaleSetId">The scale set; null gives all runners that the credential sees.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<RunnerReference>> ListRunnersAsync(int? scaleSetId, CancellationToken cancellation)
    {
        var response = await CallAsync(new AdminCall(HttpMethod.Get, RunnersPath, 200), cancellation);
        var runners = (response.Read(WireJson.Default.Runners).Value ?? []).Select(RunnerReference.From);
        return [.. runners.Where(runner => scaleSetId is null || runner.ScaleSetId == scaleSetId)];
    }

    /// <summary>Removes a runner's registration, unless it has a job.</summary>
    public async Task<RunnerRemoval> RemoveRunnerAsync(int id, CancellationToken cancellation)
    {
        var call = new AdminCall(HttpMethod.Delete, $"{RunnersPath}/{id}", 204, 200, 404);
        try
        {
            await CallAsync(call, cancellation);
            return RunnerRemoval.Removed;
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.JobStillRunning)
        {
            return RunnerRemoval.Busy;
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.AgentNotFound)
        {
            return RunnerRemoval.Removed;
        }
    }

    private async Task<JitRunnerConfig> GenerateAsync(
        int scaleSetId,
        string name,
        string workFolder,
        CancellationToken cancellation
    )
    {
        var call = new AdminCall(HttpMethod.Post, $"{ScaleSetsPath}/{scaleSetId}/generatejitconfig", 200, 201)
        {
            Body = JsonBody.Write(
                json => json.WriteString("name", name),
                json => json.WriteString("workFolder", workFolder)
            ),
            ScaleSetId = scaleSetId,
        };
        var response = await CallAsync(call, cancellation);
        var answer = response.Read(WireJson.Default.JitAnswer);
        return answer is { Runner.Id: > 0, EncodedJitConfig: { Length: > 0 } config }
            ? new JitRunnerConfig(RunnerReference.From(answer.Runner), config)
            : throw response.Invalid("the answer has no 'runner' or no 'encodedJITConfig'");
    }
}
