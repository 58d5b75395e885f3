using System.Text.Json;
using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Reads messages. What it cannot read is skipped and told, so that one strange item doesn't come back for ever and
/// hold up the queue.
/// </summary>
internal static class MessageReader
{
    public static ScaleSetMessage Read(WireResponse response)
    {
        var answer = response.Read(WireJson.Default.MessageAnswer);
        var id = answer.MessageId ?? throw response.Invalid("the message has no 'messageId'");
        var message = new ScaleSetMessage { Id = id, Statistics = StatisticsReader.Read(answer.Statistics) };
        return answer.MessageType == "RunnerScaleSetJobMessages"
            ? ReadItems(message, answer.Body)
            : message with
            {
                Skipped = [$"message {answer.MessageType ?? "without a type"}"],
            };
    }

    public static IEnumerable<JobAvailable> ReadAcquirable(WireResponse response) =>
        (response.Read(WireJson.Default.Jobs).Value ?? []).Select(item => Fill(new JobAvailable { JobId = "" }, item));

    private static ScaleSetMessage ReadItems(ScaleSetMessage message, string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return message;
        }

        var jobs = new List<JobMessage>();
        var skipped = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var element in json.RootElement.EnumerateArray())
            {
                ReadItem(element, jobs, skipped);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            skipped.Add("body that is no JSON array");
        }

        return message with
        {
            Jobs = jobs,
            Skipped = skipped,
        };
    }

    private static void ReadItem(JsonElement element, List<JobMessage> jobs, List<string> skipped)
    {
        JobAnswer? item;
        try
        {
            item = element.Deserialize(WireJson.Default.JobAnswer);
        }
        catch (JsonException e)
        {
            skipped.Add($"item that cannot be read (at {e.Path ?? "$"})");
            return;
        }

        JobMessage? job = item?.MessageType switch
        {
            "JobAvailable" => Fill(new JobAvailable { JobId = "" }, item),
            "JobAssigned" => Fill(new JobAssigned { JobId = "" }, item),
            "JobStarted" => Fill(
                new JobStarted
                {
                    JobId = "",
                    RunnerId = item.RunnerId ?? 0,
                    RunnerName = item.RunnerName ?? "",
                },
                item
            ),
            "JobCompleted" => Fill(
                new JobCompleted
                {
                    JobId = "",
                    RunnerId = item.RunnerId ?? 0,
                    RunnerName = item.RunnerName ?? "",
                    Result = item.Result ?? "",
                },
                item
            ),
            _ => null,
        };
        if (job is null)
        {
            skipped.Add($"item {item?.MessageType ?? "without a type"}");
            return;
        }

        jobs.Add(job);
    }

    private static T Fill<T>(T job, JobAnswer item)
        where T : JobMessage =>
        (T)(
            job with
            {
                // Old servers have no job id; then the request's number is the key.
                JobId = string.IsNullOrEmpty(item.JobId) ? $"request-{item.RunnerRequestId ?? 0}" : item.JobId,
                RunnerRequestId = item.RunnerRequestId ?? 0,
                RepositoryName = item.RepositoryName ?? "",
                OwnerName = item.OwnerName ?? "",
                JobWorkflowRef = item.JobWorkflowRef ?? "",
                JobDisplayName = item.JobDisplayName ?? "",
                WorkflowRunId = item.WorkflowRunId ?? 0,
                EventName = item.EventName ?? "",
                RequestLabels = [.. (item.RequestLabels ?? []).OfType<string>()],
                QueueTime = WireTime.Read(item.QueueTime),
                ScaleSetAssignTime = WireTime.Read(item.ScaleSetAssignTime),
                RunnerAssignTime = WireTime.Read(item.RunnerAssignTime),
                FinishTime = WireTime.Read(item.FinishTime),
            }
        );
}
