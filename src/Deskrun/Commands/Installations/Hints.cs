namespace Deskrun.Commands.Installations;

/// <summary>The next steps that several commands name.</summary>
internal static class Hints
{
    public const string AddOne =
        "Add one: deskrun add NAME --repository https://github.com/OWNER/REPOSITORY --mode process --auth-env GITHUB_TOKEN";

    public const string NotRunning = "not running; start it with: deskrun up";

    public const string NotDeployed = "the cluster has nothing of it yet; deploy it with: deskrun up";
}
