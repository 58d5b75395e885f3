namespace Deskrun.Workflows.Parsing;

/// <summary>The events that start workflows on GitHub, each with the filters that it takes.</summary>
internal static class EventTable
{
    private static readonly string[] Nothing = [];
    private static readonly string[] Types = ["types"];
    private static readonly string[] Changes = ["types", "branches", "branches-ignore", "paths", "paths-ignore"];

    public static IReadOnlyDictionary<string, string[]> All { get; } =
        new Dictionary<string, string[]>
        {
            ["branch_protection_rule"] = Types,
            ["check_run"] = Types,
            ["check_suite"] = Types,
            ["create"] = Nothing,
            ["delete"] = Nothing,
            ["deployment"] = Nothing,
            ["deployment_status"] = Nothing,
            ["discussion"] = Types,
            ["discussion_comment"] = Types,
            ["fork"] = Nothing,
            ["gollum"] = Nothing,
            ["image_version"] = ["types", "names", "versions"],
            ["issue_comment"] = Types,
            ["issues"] = Types,
            ["label"] = Types,
            ["merge_group"] = [.. Types, "branches", "branches-ignore"],
            ["milestone"] = Types,
            ["page_build"] = Nothing,
            ["project"] = Types,
            ["project_card"] = Types,
            ["project_column"] = Types,
            ["public"] = Nothing,
            ["pull_request"] = Changes,
            ["pull_request_comment"] = Types,
            ["pull_request_review"] = Types,
            ["pull_request_review_comment"] = Types,
            ["pull_request_target"] = Changes,
            ["push"] = ["branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore"],
            ["registry_package"] = Types,
            ["release"] = Types,
            ["repository_dispatch"] = Types,
            ["schedule"] = ["cron", "timezone"],
            ["status"] = Nothing,
            ["watch"] = Types,
            ["workflow_call"] = ["inputs", "secrets", "outputs"],
            ["workflow_dispatch"] = ["inputs"],
            ["workflow_run"] = ["types", "workflows", "branches", "branches-ignore"],
        };
}
