using System.Text.Json.Nodes;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Commands.Clusters.Configuring;

/// <summary>Shows the settings of clusters as the configuration file holds them.</summary>
internal static class SettingsText
{
    public static void Write(TextWriter writer, ConfigurationDocument document, string format)
    {
        var all = JsonNode.Parse(document.ToBytes());
        var settings = new JsonObject
        {
            ["cluster_name"] = document.ClusterName,
            ["cluster"] = all?["cluster"]?.DeepClone() ?? new JsonObject(),
        };
        writer.Write(format == "json" ? settings.ToJsonString() + "\n" : KubeYamlText.Write(settings));
    }
}
