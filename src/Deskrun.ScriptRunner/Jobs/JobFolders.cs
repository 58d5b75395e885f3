namespace Deskrun.ScriptRunner.Jobs;

/// <summary>The folders of a job, laid out as the official runner does.</summary>
/// <param name="Pipeline"><c>runner.workspace</c>: <c>_work/REPOSITORY</c>.</param>
/// <param name="Workspace"><c>github.workspace</c>: <c>_work/REPOSITORY/REPOSITORY</c>; it may be filled already and is never cleaned.</param>
/// <param name="Temp"><c>runner.temp</c>: emptied before and after the job.</param>
/// <param name="Tools"><c>runner.tool_cache</c>.</param>
internal sealed record JobFolders(string Pipeline, string Workspace, string Temp, string Tools)
{
    /// <summary>Works out where a job's folders are.</summary>
    /// <param name="work">The work folder.</param>
    /// <param name="repository">The repository as <c>owner/name</c>.</param>
    /// <param name="variables">The runner's environment, which may place the tool cache elsewhere.</param>
    public static JobFolders For(string work, string repository, IReadOnlyDictionary<string, string> variables)
    {
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            throw new InvalidDataException($"The repository name '{repository}' cannot be a folder name.");
        }

        var pipeline = Path.Combine(work, name);
        var tools =
            variables.GetValueOrDefault("RUNNER_TOOL_CACHE") is { Length: > 0 } cache ? cache
            : variables.GetValueOrDefault("AGENT_TOOLSDIRECTORY") is { Length: > 0 } agent ? agent
            : Path.Combine(work, "_tool");
        return new JobFolders(pipeline, Path.Combine(pipeline, name), Path.Combine(work, "_temp"), tools);
    }

    /// <summary>Makes the folders; the temporary one is emptied.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(Workspace);
        Directory.CreateDirectory(Tools);
        CleanTemp();
        Directory.CreateDirectory(Temp);
    }

    /// <summary>Removes the temporary folder; what cannot be removed stays.</summary>
    public void CleanTemp()
    {
        if (!Directory.Exists(Temp))
        {
            // The usual case before a job: an exception costs more than the look.
            return;
        }

        try
        {
            Directory.Delete(Temp, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A step may have left what we may not remove; the driver removes the whole runner folder.
        }
    }
}
