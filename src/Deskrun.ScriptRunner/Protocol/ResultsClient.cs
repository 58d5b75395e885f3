using System.Globalization;
using System.Net.Http.Headers;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>The calls to the results service: steps, logs, summaries (protocol reference, rows 10 to 13).</summary>
internal sealed class ResultsClient(
    Uri url,
    string planId,
    string jobId,
    IBearer bearer,
    ServiceHttp http,
    TimeProvider time
)
{
    private const string Receiver = "twirp/results.services.receiver.Receiver/";
    private const string Steps = "twirp/github.actions.results.api.v1.WorkflowStepUpdateService/WorkflowStepsUpdate";

    /// <summary>A time stamp as this service takes it.</summary>
    public static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture);

    /// <summary>Reports changed steps.</summary>
    public Task UpdateStepsAsync(IReadOnlyList<StepUpdate> steps, long order, CancellationToken cancel) =>
        PostOkAsync(Steps, new StepsUpdateRequest(steps, order, jobId, planId), cancel);

    /// <summary>Where the log of a step (null: of the job) goes.</summary>
    public Task<SignedUrl> LogUrlAsync(Guid? step, CancellationToken cancel) =>
        SignedUrlAsync(step is null ? "GetJobLogsSignedBlobURL" : "GetStepLogsSignedBlobURL", "logs_url", step, cancel);

    /// <summary>Where the summary of a step goes.</summary>
    public Task<SignedUrl> SummaryUrlAsync(Guid step, CancellationToken cancel) =>
        SignedUrlAsync("GetStepSummarySignedBlobURL", "summary_url", step, cancel);

    /// <summary>Tells that a log is complete.</summary>
    public Task FinishLogAsync(Guid? step, long lines, CancellationToken cancel) =>
        PostOkAsync(
            Receiver + (step is null ? "CreateJobLogsMetadata" : "CreateStepLogsMetadata"),
            new LogMetadataRequest(planId, jobId, step?.ToString(), Stamp(time.GetUtcNow()), lines),
            cancel
        );

    /// <summary>Tells that a summary is complete.</summary>
    public Task FinishSummaryAsync(Guid step, long size, CancellationToken cancel) =>
        PostOkAsync(
            Receiver + "CreateStepSummaryMetadata",
            new SummaryMetadataRequest(step.ToString(), planId, jobId, size, Stamp(time.GetUtcNow())),
            cancel
        );

    /// <summary>Writes a whole blob.</summary>
    public Task PutWholeAsync(SignedUrl blob, Func<HttpContent> content, CancellationToken cancel) =>
        PutAsync(blob.Url, content, blob.IsAzure ? ("x-ms-blob-type", "BlockBlob") : default, cancel);

    /// <summary>Makes an empty blob to append to.</summary>
    public Task CreateAppendableAsync(SignedUrl blob, CancellationToken cancel) =>
        PutAsync(
            blob.Url,
            () => new ByteArrayContent([]),
            blob.IsAzure ? ("x-ms-blob-type", "AppendBlob") : default,
            cancel
        );

    /// <summary>Appends to a blob; sealing says that nothing more comes.</summary>
    public Task AppendAsync(SignedUrl blob, Func<HttpContent> content, bool seal, CancellationToken cancel) =>
        PutAsync(
            blob.With(seal ? "comp=appendblock&seal=true" : "comp=appendblock"),
            content,
            blob.IsAzure && seal ? ("x-ms-blob-sealed", "true") : default,
            cancel
        );

    private async Task PutAsync(
        Uri target,
        Func<HttpContent> make,
        (string Name, string Value) header,
        CancellationToken cancel
    )
    {
        HttpContent Content()
        {
            var content = make();
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
            if (header.Name is not null)
            {
                content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }

            return content;
        }

        var response = await http.SendAsync(HttpMethod.Put, target, null, Content, null, cancel).ConfigureAwait(false);
        response.EnsureSuccess();
    }

    private async Task<SignedUrl> SignedUrlAsync(string method, string field, Guid? step, CancellationToken cancel)
    {
        var response = await http.PostAsync(
                new Uri(url, Receiver + method),
                bearer,
                new SignedUrlRequest(jobId, planId, step?.ToString()),
                cancel
            )
            .ConfigureAwait(false);
        using var json = response.ReadJson();
        if (!Uri.TryCreate(json.RootElement.Text(field), UriKind.Absolute, out var target))
        {
            throw new InvalidDataException($"{response.Request} was answered without a usable {field}.");
        }

        var azure = json.RootElement.Text("blob_storage_type") == "BLOB_STORAGE_TYPE_AZURE";
        return new SignedUrl(target, azure, json.RootElement.Number("soft_size_limit"));
    }

    private async Task PostOkAsync(string path, IWireBody body, CancellationToken cancel)
    {
        var response = await http.PostAsync(new Uri(url, path), bearer, body, cancel).ConfigureAwait(false);
        using var json = response.ReadJson();
        if (!json.RootElement.Flag("ok"))
        {
            throw new InvalidDataException($"{response.Request} was answered without \"ok\": true.");
        }
    }
}
