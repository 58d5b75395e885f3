using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Steps;

namespace Deskrun.ScriptRunner.FileCommands;

/// <summary>The files through which a step talks back: <c>GITHUB_ENV</c>, <c>GITHUB_OUTPUT</c>, <c>GITHUB_PATH</c>, <c>GITHUB_STATE</c>, <c>GITHUB_STEP_SUMMARY</c>.</summary>
internal sealed class StepFiles
{
    private readonly string folder;
    private readonly string suffix = Guid.NewGuid().ToString();

    private StepFiles(string folder) => this.folder = folder;

    /// <summary>The summary that the step wrote.</summary>
    public string Summary => PathOf("step_summary");

    /// <summary>Makes the files of a step, empty, and tells <c>github</c> where they are.</summary>
    public static StepFiles Create(JobState job)
    {
        var files = new StepFiles(Path.Combine(job.Folders.Temp, "_runner_file_commands"));
        Directory.CreateDirectory(files.folder);
        foreach (var name in (ReadOnlySpan<string>)["env", "output", "path", "state", "step_summary"])
        {
            File.Create(files.PathOf(name)).Dispose();
            job.SetGithub(name, files.PathOf(name));
        }

        return files;
    }

    /// <summary>Takes over what the step wrote. A file with a mistake fails the step; the others still count.</summary>
    public void Process(StepExecution step)
    {
        Try(step, "path", ReadPath);
        Try(step, "env", text => ReadPairs(text, step.SetVariable));
        Try(step, "state", text => ReadPairs(text, step.SetState));
        Try(step, "output", text => ReadPairs(text, step.SetOutput));

        void ReadPath(string text)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.TrimEnd('\r') is { Length: > 0 } entry)
                {
                    step.Job.AddPath(entry);
                }
            }
        }
    }

    private static void ReadPairs(string text, Action<string, string> take)
    {
        foreach (var (name, value) in EnvironmentFile.Read(text))
        {
            take(name, value);
        }
    }

    private string PathOf(string name) => Path.Combine(folder, $"{name}_{suffix}");

    private void Try(StepExecution step, string name, Action<string> read)
    {
        try
        {
            read(File.ReadAllText(PathOf(name)));
        }
        catch (FileNotFoundException)
        {
            step.Debug($"The step removed {PathOf(name)}.");
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            step.Error($"Unable to process file command '{name}' successfully.");
            step.Error(e.Message);
            step.CommandFailed = true;
        }
    }
}
