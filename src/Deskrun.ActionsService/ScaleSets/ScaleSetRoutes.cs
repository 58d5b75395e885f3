using System.Text.Json;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.ScaleSets;

/// <summary>Runner groups and scale sets (protocol reference, sections 5 and 6).</summary>
internal sealed class ScaleSetRoutes(ServiceContext service) : AdminRoutes(service)
{
    private const string Root = "/_apis/runtime/runnerscalesets";

    public void Map(ServiceRoutes routes)
    {
        routes.Get("runner-groups", "/_apis/runtime/runnergroups", Admin(ListGroupsAsync));
        routes.Get("scale-sets", Root, Admin(ListAsync));
        routes.Post("scale-sets", Root, Admin((c, scope) => SaveAsync(c, scope, null)));
        routes.Get("scale-sets", Root + "/{id:int}", WithScaleSet((c, set) => AnswerAsync(c, set)));
        routes.Patch("scale-sets", Root + "/{id:int}", WithScaleSet((c, set) => SaveAsync(c, set.Scope, set)));
        routes.Delete("scale-sets", Root + "/{id:int}", WithScaleSet(DeleteAsync));
    }

    private Task ListGroupsAsync(HttpContext context, Scope scope)
    {
        var name = context.Request.Query["groupName"].ToString();
        var groups = Service
            .Dispatcher.Groups.Select((group, index) => (Name: group, Id: index + 1))
            .Where(g => name.Length == 0 || g.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return Reply.JsonAsync(
            context,
            200,
            w =>
                ScaleSetJson.WriteList(
                    w,
                    groups,
                    group =>
                    {
                        w.WriteStartObject();
                        w.WriteNumber("id", group.Id);
                        w.WriteString("name", group.Name);
                        w.WriteNumber("size", 0);
                        w.WriteBoolean("isDefaultGroup", group.Id == 1);
                        w.WriteEndObject();
                    }
                )
        );
    }

    private Task ListAsync(HttpContext context, Scope scope)
    {
        var query = context.Request.Query;
        var name = query["name"].ToString();
        int? group = int.TryParse(query["runnerGroupId"], out var id) ? id : null;
        var sets = Service.Dispatcher.FindScaleSets(scope, name.Length > 0 ? name : null, group);
        return Reply.JsonAsync(
            context,
            200,
            w =>
                ScaleSetJson.WriteList(
                    w,
                    sets,
                    set => ScaleSetJson.Write(w, set, Service.Dispatcher, ServiceUrl(context))
                )
        );
    }

    private async Task SaveAsync(HttpContext context, Scope scope, ScaleSet? existing)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.ValueKind != JsonValueKind.Object)
        {
            await Reply.ServiceErrorAsync(context, ServiceError.BadRequest("The body must be a runner scale set."));
            return;
        }

        var labels = body.List("labels")
            .Where(l => l.Text("name") is { Length: > 0 })
            .Select(l => new ScaleSetLabel(l.Text("name")!, l.Text("type") is { Length: > 0 } type ? type : "System"))
            .ToArray();
        var disableUpdate = body.Get("RunnerSetting").Get("disableUpdate").ValueKind;
        var (set, error) = Service.Dispatcher.Save(
            scope,
            existing,
            body.Text("name") is { Length: > 0 } name ? name : null,
            body.Number("runnerGroupId") is > 0 and var group ? (int)group : null,
            labels,
            disableUpdate is JsonValueKind.True or JsonValueKind.False ? disableUpdate == JsonValueKind.True : null
        );
        await (set is null ? Reply.ServiceErrorAsync(context, error!) : AnswerAsync(context, set));
    }

    private Task DeleteAsync(HttpContext context, ScaleSet set) =>
        Service.Dispatcher.Delete(set) is { } error
            ? Reply.ServiceErrorAsync(context, error)
            : Reply.Empty(context, 204);

    private Task AnswerAsync(HttpContext context, ScaleSet set) =>
        Reply.JsonAsync(context, 200, w => ScaleSetJson.Write(w, set, Service.Dispatcher, ServiceUrl(context)));
}
