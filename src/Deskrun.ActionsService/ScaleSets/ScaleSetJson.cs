using System.Text.Json;
using Deskrun.ActionsService.Dispatch;

namespace Deskrun.ActionsService.ScaleSets;

/// <summary>Writes scale sets and sessions (protocol reference, sections 6 and 7).</summary>
internal static class ScaleSetJson
{
    public static void Write(Utf8JsonWriter writer, ScaleSet set, Dispatcher dispatcher, Uri service)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", set.Id);
        writer.WriteString("name", set.Name);
        writer.WriteNumber("runnerGroupId", set.GroupId);
        writer.WriteString("runnerGroupName", dispatcher.GroupName(set.GroupId));
        writer.WriteStartArray("labels");
        foreach (var label in set.Labels)
        {
            writer.WriteStartObject();
            writer.WriteString("name", label.Name);
            writer.WriteString("type", label.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("RunnerSetting");
        writer.WriteBoolean("disableUpdate", set.DisableUpdate);
        writer.WriteEndObject();
        writer.WriteString("createdOn", set.CreatedOn.UtcDateTime);
        writer.WriteString(
            "runnerJitConfigUrl",
            new Uri(service, $"_apis/runtime/runnerscalesets/{set.Id}/generatejitconfig").ToString()
        );
        writer.WritePropertyName("statistics");
        dispatcher.Count(set).Write(writer);
        writer.WriteEndObject();
    }

    public static void WriteSession(
        Utf8JsonWriter writer,
        ScaleSet set,
        MessageSession session,
        string queueUrl,
        string token,
        Dispatcher dispatcher,
        Uri service
    )
    {
        writer.WriteStartObject();
        writer.WriteString("sessionId", session.Id);
        writer.WriteString("ownerName", session.Owner);
        writer.WritePropertyName("runnerScaleSet");
        Write(writer, set, dispatcher, service);
        writer.WriteString("messageQueueUrl", queueUrl);
        writer.WriteString("messageQueueAccessToken", token);
        writer.WritePropertyName("statistics");
        dispatcher.Count(set).Write(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>{"count":n,"value":[…]}</c>.</summary>
    public static void WriteList<T>(Utf8JsonWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", items.Count);
        writer.WriteStartArray("value");
        foreach (var item in items)
        {
            write(item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
