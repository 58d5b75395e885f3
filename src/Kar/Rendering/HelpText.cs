using System.Text;
using Kar.Ending;
using Kar.Settings;

namespace Kar.Rendering;

/// <summary>The help, made of the tables that also make the documentation.</summary>
internal static class HelpText
{
    public static string Write()
    {
        var text = new StringBuilder(
            """
            kar: runs one GitHub Actions job in the compute that a KRO ResourceGraphDefinition makes.

            Usage:
              kar [flags]                    run one job (ARC starts kar like this, in place of the runner)
              kar check --scale-set NAME     check graph, API, rights and Secret before real jobs come
              kar rbac  --scale-set NAME     print the least RBAC for kar and for KRO
              kar gc    [--dry-run]          remove what kars outside of a cluster left behind and has expired

            Flags (each also as an environment variable; the flag wins):

            """
        );
        foreach (var setting in KnownSettings.All.Where(s => s.Name.Length > 0))
        {
            var flags = (setting.Short.Length > 0 ? $"-{setting.Short}, " : "    ") + "--" + setting.Name;
            text.Append($"  {flags, -38} {setting.Meaning}\n");
            text.Append(
                $"  {"", -38} {(setting.Variable.Length > 0 ? setting.Variable + ", " : "")}default: {setting.Default}\n"
            );
        }

        text.Append("  -h, --help                             This text.\n");
        text.Append("      --version                          The version.\n\nVariables only:\n");
        foreach (var setting in KnownSettings.All.Where(s => s.Name.Length == 0))
        {
            text.Append($"  {setting.Variable, -38} {setting.Meaning}\n");
        }

        text.Append($"  {"KAR_PARAM_<field>", -38} Fills a further field of the instance's spec.\n\nExit codes:\n");
        foreach (var code in ExitCodes.All)
        {
            text.Append($"  {code.Code, 3}  {code.Name, -17} {code.Meaning}\n");
        }

        return text.ToString();
    }

    /// <summary>The table of docs/kar/settings.md.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| flag | variable | default | meaning |\n|---|---|---|---|\n");
        foreach (var setting in KnownSettings.All)
        {
            var flag =
                setting.Name.Length == 0
                    ? ""
                    : $"`--{setting.Name}`" + (setting.Short.Length > 0 ? $", `-{setting.Short}`" : "");
            var variable = setting.Variable.Length == 0 ? "" : $"`{setting.Variable}`";
            text.Append($"| {flag} | {variable} | {setting.Default} | {setting.Meaning} |\n");
        }

        return text.Append("| | `KAR_PARAM_<field>` | | Fills a further field of the instance's spec. |\n").ToString();
    }
}
