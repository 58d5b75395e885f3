using Deskrun.GitHub.Auth;
using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// A client of the scale set API of one repository, organisation or enterprise. It may be used by many at once. Its
/// calls throw <see cref="ActionsServiceException"/> for what the service refuses or doesn't answer, after the tries
/// that <see cref="RetryOptions"/> allows. Source: protocol reference, sections 2 to 11.
/// </summary>
public sealed partial class ActionsServiceClient : IDisposable
{
    private const string ScaleSetsPath = "_apis/runtime/runnerscalesets";
    private const string RunnersPath = "_apis/distributedtask/pools/0/agents";
    private readonly ActionsServiceClientOptions _options;
    private readonly HttpClient _http;
    private readonly WirePipeline _pipeline;
    private readonly AdminConnectionHolder _admin;
    private readonly RegistrationExchange _exchange;

    /// <summary>Makes a client; nothing is sent before the first call.</summary>
    /// <exception cref="NotSupportedException">A GitHub App is meant to serve an enterprise.</exception>
    /// <exception cref="IOException">The file of certificate authorities cannot be read.</exception>
    /// <exception cref="FormatException">The environment names something as proxy that is none.</exception>
    public ActionsServiceClient(ActionsServiceClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { Credential: GitHubCredential.GitHubApp, ConfigUrl.Scope: ConfigScope.Enterprise })
        {
            throw new NotSupportedException(
                $"A GitHub App cannot register runners for an enterprise ({options.ConfigUrl}); use a personal access "
                    + "token with manage_runners:enterprise."
            );
        }

        _options = options;
        var handler = options.Handler ?? HttpHandlerFactory.Create(options.Http ?? GitHubHttpOptions.FromEnvironment());
        _http = new HttpClient(handler, disposeHandler: options.Handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 * 1024 * 1024,
        };
        _pipeline = new WirePipeline(_http, options.Retry, options.Time);
        _exchange = new RegistrationExchange(
            options.ConfigUrl,
            options.PresentCredential ?? (() => options.Credential),
            options.Identity,
            _pipeline,
            options.Time
        );
        _admin = new AdminConnectionHolder(_exchange.RunAsync, options.Time, options.Retry.Budget * 3);
    }

    /// <summary>What this client serves.</summary>
    public ConfigUrl ConfigUrl => _options.ConfigUrl;

    internal TimeProvider Time => _options.Time;

    /// <summary>Ends the client's connections.</summary>
    public void Dispose()
    {
        _admin.Dispose();
        _http.Dispose();
    }

    /// <summary>
    /// Checks that the credential is accepted and the Actions service gives an admin token. Nothing is made or changed.
    /// </summary>
    public async Task ConnectAsync(CancellationToken cancellation) => await _admin.GetAsync(cancellation);

    /// <summary>
    /// The id of the GitHub App's installation at the owner of this URL, asked of the service when the credential names
    /// none; null when the credential is no App.
    /// </summary>
    public Task<long?> FindAppInstallationAsync(CancellationToken cancellation) =>
        _exchange.AppInstallationAsync(cancellation);

    /// <summary>One call with the admin token. A refused token is renewed once, whatever its own end says.</summary>
    private async Task<WireResponse> CallAsync(AdminCall call, CancellationToken cancellation)
    {
        var connection = await _admin.GetAsync(cancellation);
        try
        {
            return await _pipeline.SendAsync(Request(call, connection, connection.Token), cancellation);
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.Unauthorized)
        {
            _admin.Invalidate(connection);
            connection = await _admin.GetAsync(cancellation);
            return await _pipeline.SendAsync(Request(call, connection, connection.Token), cancellation);
        }
    }

    private WireRequest Request(AdminCall call, AdminConnection connection, string token) =>
        new(call.Method, connection.UrlOf(call.Path, call.Query))
        {
            Authorization = $"Bearer {token}",
            UserAgent = _options.Identity.UserAgent(call.ScaleSetId),
            Body = call.Body,
            Expected = call.Expected,
            SingleTry = call.SingleTry,
        };

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private sealed record AdminCall(HttpMethod Method, string Path, params int[] Expected)
    {
        public string? Query { get; init; }

        public byte[]? Body { get; init; }

        public int ScaleSetId { get; init; }

        public bool SingleTry { get; init; }
    }
}
