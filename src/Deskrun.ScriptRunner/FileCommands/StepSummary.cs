using System.Text;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Steps;

namespace Deskrun.ScriptRunner.FileCommands;

/// <summary>Uploads what a step wrote to <c>GITHUB_STEP_SUMMARY</c>, masked line by line.</summary>
internal static class StepSummary
{
    private const int LargestKibibytes = 1024;

    /// <summary>Uploads the summary, if there is one. Failing is an error of the step's log, never of the job.</summary>
    public static async Task UploadAsync(
        StepExecution step,
        string path,
        ResultsClient? results,
        Retry retry,
        CancellationToken cancel
    )
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            return;
        }

        if (file.Length > LargestKibibytes * 1024)
        {
            step.Error(
                $"$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of {LargestKibibytes}k, "
                    + $"got {file.Length / 1024}k. For more information see: "
                    + "https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary"
            );
            return;
        }

        if (results is null)
        {
            step.Warning("The job has no results service: the step's summary is not uploaded.");
            return;
        }

        try
        {
            var masked = new StringBuilder();
            foreach (var line in await File.ReadAllLinesAsync(path, cancel).ConfigureAwait(false))
            {
                masked.Append(step.Job.Masker.Apply(line)).Append('\n');
            }

            var bytes = Encoding.UTF8.GetBytes(masked.ToString());
            var id = step.Report.Head.Id;
            var blob = await retry.RunAsync(() => results.SummaryUrlAsync(id, cancel), cancel).ConfigureAwait(false);
            if (bytes.Length > (blob.SoftSizeLimit ?? long.MaxValue))
            {
                step.Error($"The step's summary has {bytes.Length} bytes; the service takes {blob.SoftSizeLimit}.");
                return;
            }

            await retry
                .RunAsync(() => results.PutWholeAsync(blob, () => new ByteArrayContent(bytes), cancel), cancel)
                .ConfigureAwait(false);
            await retry
                .RunAsync(() => results.FinishSummaryAsync(id, bytes.Length, cancel), cancel)
                .ConfigureAwait(false);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or HttpRequestException
                        or TimeoutException
                        or ServiceException
                        or InvalidDataException
            )
        {
            step.Error($"Failed to create step summary using 'GITHUB_STEP_SUMMARY': {e.Message}");
        }
    }
}
