using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>Compares installations by what they say; the records themselves compare their lists by reference.</summary>
public static class InstallationComparison
{
    /// <summary>True when both would be written alike.</summary>
    public static bool SaysTheSame(this Installation left, Installation right) =>
        JsonNode.DeepEquals(Written(left), Written(right));

    /// <summary>True when both differ at most in their credential.</summary>
    public static bool ServesTheSame(this Installation left, Installation right) =>
        left.SaysTheSame(
            right with
            {
                AuthType = left.AuthType,
                AppId = left.AppId,
                AppInstallationId = left.AppInstallationId,
                Credential = left.Credential,
            }
        );

    private static JsonObject Written(Installation installation)
    {
        var fields = new JsonObject();
        InstallationWriter.Write(fields, null, installation);
        return fields;
    }
}
