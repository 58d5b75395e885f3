using System.Net;
using System.Runtime.InteropServices;
using Deskrun.ScriptRunner.Registration;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>The calls to the broker: sessions and messages (protocol reference, rows 2 to 4, 8 and 15).</summary>
internal sealed class BrokerClient(RunnerSettings settings, IBearer bearer, ServiceHttp http, RunnerTimings timings)
{
    /// <summary>Opens a session.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenSessionAsync(CancellationToken cancel)
    {
        var agent = new SessionAgent(
            settings.AgentId,
            settings.AgentName,
            RunnerVersion.Version,
            RuntimeInformation.OSDescription
        );
        var owner = $"{Environment.MachineName} (PID: {Environment.ProcessId})";
        var response = await http.PostAsync(
                new Uri(settings.ServerUrl, "session"),
                bearer,
                new SessionRequest(Guid.Empty, owner, agent, false),
                cancel
            )
            .ConfigureAwait(false);
        using var json = response.ReadJson();
        if (json.RootElement.Find("encryptionKey") is not null)
        {
            throw new InvalidDataException("The session has an encryption key; encrypted messages are not supported.");
        }

        return json.RootElement.Text("sessionId")
            ?? throw new InvalidDataException($"{response.Request} was answered without a sessionId.");
    }

    /// <summary>Waits for a message.</summary>
    /// <returns>The message, or null when the service had none in time.</returns>
    public async Task<BrokerMessage?> PollAsync(string session, bool busy, CancellationToken cancel)
    {
        var query = Query(session, busy) + "&disableUpdate=true";
        ServiceResponse response;
        try
        {
            response = await http.SendAsync(
                    HttpMethod.Get,
                    new Uri(settings.ServerUrl, "message?" + query),
                    bearer,
                    () => null,
                    timings.Poll,
                    cancel
                )
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }

        response.EnsureSuccess();
        if (response.Status == HttpStatusCode.Accepted || !response.HasJson)
        {
            return null;
        }

        using var json = response.ReadJson();
        return new BrokerMessage(
            json.RootElement.Number("messageId") ?? 0,
            json.RootElement.Text("messageType") ?? "",
            json.RootElement.Text("body") ?? ""
        );
    }

    /// <summary>Tells that the runner has taken notice of a job offer.</summary>
    public async Task AcknowledgeAsync(string session, string requestId, CancellationToken cancel) =>
        await http.PostAsync(
                new Uri(settings.ServerUrl, "acknowledge?" + Query(session, busy: false)),
                bearer,
                new AcknowledgeRequest(requestId),
                cancel,
                timings.Acknowledge
            )
            .ConfigureAwait(false);

    /// <summary>Closes the session.</summary>
    public async Task CloseSessionAsync(CancellationToken cancel)
    {
        var response = await http.SendAsync(
                HttpMethod.Delete,
                new Uri(settings.ServerUrl, "session"),
                bearer,
                () => null,
                timings.SessionClose,
                cancel
            )
            .ConfigureAwait(false);
        response.EnsureSuccess();
    }

    private static string Query(string session, bool busy) =>
        $"sessionId={Uri.EscapeDataString(session)}&status={(busy ? "Busy" : "Online")}"
        + $"&runnerVersion={RunnerVersion.Version}&os={RunnerVersion.Os}&architecture={RunnerVersion.Architecture}";
}
