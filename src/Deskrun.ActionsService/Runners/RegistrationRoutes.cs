using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.ScaleSets;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Runners;

/// <summary>Just-in-time configurations and registered runners (protocol reference, section 11).</summary>
internal sealed class RegistrationRoutes(ServiceContext service, RunnerKeys keys) : AdminRoutes(service)
{
    private const string Agents = "/_apis/distributedtask/pools/{pool:int}/agents";

    // As long as a registration may wait and a job may last; nothing renews this token.
    private static readonly TimeSpan FixedTokenLifetime = TimeSpan.FromDays(6);

    public void Map(ServiceRoutes routes)
    {
        routes.Post(
            "jit-config",
            "/_apis/runtime/runnerscalesets/{id:int}/generatejitconfig",
            WithScaleSet(GenerateAsync)
        );
        routes.Get("runners", Agents, Admin(ListAsync));
        routes.Get("runners", Agents + "/{id:int}", Admin(GetAsync));
        routes.Delete("runner-delete", Agents + "/{id:int}", Admin(DeleteAsync));
    }

    private async Task GenerateAsync(HttpContext context, ScaleSet set)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.Text("name") is not { Length: > 0 } name)
        {
            await Reply.ServiceErrorAsync(context, ServiceError.BadRequest("A runner needs a name."));
            return;
        }

        var key = Service.Options.RunnerCredential == RunnerCredential.OAuth ? await keys.GetAsync(set.Id) : null;
        var (runner, error) = Service.Dispatcher.Register(set, name);
        if (runner is null)
        {
            await Reply.ServiceErrorAsync(context, error!);
            return;
        }

        var folder = body.Text("workFolder") ?? "";
        var url = ServiceContext.UrlFor(context);
        var config = key is null
            ? JitConfig.WithToken(
                runner,
                folder,
                url,
                Service.Tokens.Issue(TokenKind.Runner, $"{runner.Id}", FixedTokenLifetime)
            )
            : JitConfig.WithKey(runner, folder, url, key);
        await Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WritePropertyName("runner");
                Write(w, runner);
                w.WriteString("encodedJITConfig", config);
                w.WriteEndObject();
            }
        );
    }

    private Task ListAsync(HttpContext context, Scope scope)
    {
        var name = context.Request.Query["agentName"].ToString();
        var runners = Service.Dispatcher.FindRunners(scope, name.Length > 0 ? name : null);
        return Reply.JsonAsync(context, 200, w => ScaleSetJson.WriteList(w, runners, r => Write(w, r)));
    }

    private Task GetAsync(HttpContext context, Scope scope)
    {
        var id = ServiceContext.Number(context, "id");
        return Service.Dispatcher.FindRunner(scope, id) is { } runner
            ? Reply.JsonAsync(context, 200, w => Write(w, runner))
            : Reply.ServiceErrorAsync(context, ServiceError.AgentNotFound($"{id}"));
    }

    private Task DeleteAsync(HttpContext context, Scope scope)
    {
        var runner = Service.Dispatcher.FindRunner(scope, ServiceContext.Number(context, "id"));
        return runner is not null && Service.Dispatcher.Deregister(runner) is { } error
            ? Reply.ServiceErrorAsync(context, error)
            : Reply.Empty(context, 204);
    }

    private void Write(Utf8JsonWriter writer, Runner runner)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", runner.Id);
        writer.WriteString("name", runner.Name);
        writer.WriteNumber("runnerScaleSetId", runner.ScaleSet.Id);
        writer.WriteNumber("runnerGroupId", runner.ScaleSet.GroupId);
        writer.WriteString("runnerGroupName", Service.Dispatcher.GroupName(runner.ScaleSet.GroupId));
        writer.WriteString("version", runner.Version);
        writer.WriteString("createdOn", runner.CreatedOn.UtcDateTime);
        writer.WriteBoolean("enabled", true);
        writer.WriteBoolean("ephemeral", true);
        writer.WriteBoolean("disableUpdate", true);
        writer.WriteString("status", Service.Dispatcher.IsOnline(runner) ? "online" : "offline");
        writer.WriteBoolean("busy", runner.IsBusy);
        writer.WriteString("provisioningState", "Provisioned");
        writer.WriteEndObject();
    }
}
