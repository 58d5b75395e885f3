using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class ContextTests
{
    [Fact]
    public async Task Outputs_go_from_step_to_step_and_out_of_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("echo color=green >> $GITHUB_OUTPUT", id: "pick")
                .Run(JobBuilder.Expr("format('echo it is {0}', steps.pick.outputs.color)"))
                .Output("choice", JobBuilder.Expr("steps.pick.outputs.color"))
                .Output("none", JobBuilder.Expr("steps.pick.outputs.nothing"))
        );

        Assert.Contains(" it is green\n", host.Service.StepLog(1));
        var outputs = host.Completion["outputs"]!.AsObject();
        Assert.Equal("green", outputs["choice"]!["value"]!.GetValue<string>());
        Assert.False(outputs.ContainsKey("none"));
    }

    [Fact]
    public async Task Outputs_that_cannot_be_evaluated_fail_the_job_in_its_last_step()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("true").Output("wrong", JobBuilder.Expr("fromJSON('nope')"))
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Equal(
            ["succeeded", "succeeded", "failed"],
            host.Completion["stepResults"]!.AsArray().Select(s => s!["conclusion"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task Every_context_can_be_used_in_a_script()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Secret("DEPLOY_KEY", "key-value-1")
                .WithContext("matrix", JobBuilder.Context(("os", "linux")))
                .WithContext("needs", JobBuilder.Context(("first", JobBuilder.Context(("result", "success")))))
                .WithContext("vars", JobBuilder.Context(("REGION", "north")))
                .WithContext("inputs", JobBuilder.Context(("level", 3)))
                .WithContext("strategy", JobBuilder.Context(("job-index", 1)))
                .Env(("GREETING", "hi"))
                .Run(
                    JobBuilder.Expr(
                        "format('echo {0} {1} {2} {3} {4} {5} {6} {7} {8}', github.sha, matrix.os, needs.first.result, "
                            + "vars.REGION, inputs.level, strategy.job-index, env.GREETING, job.status, runner.name)"
                    )
                )
                .Run(JobBuilder.Expr("format('[ {0} = key-value-1 ] && echo same', secrets.DEPLOY_KEY)"))
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(" 0123abc linux success north 3 1 hi success demo-1\n", host.Service.StepLog(0));
        Assert.Contains(" same\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task A_step_sees_the_documented_variables_and_never_the_jit_config()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("env | sort"));

        var log = host.Service.StepLog(0);
        foreach (
            var expected in (string[])
                [
                    "CI=true",
                    "GITHUB_ACTIONS=true",
                    "GITHUB_JOB=build",
                    "GITHUB_REPOSITORY=octo/demo",
                    "GITHUB_RUN_ID=42",
                    "GITHUB_SHA=0123abc",
                    $"GITHUB_WORKSPACE={host.Workspace}",
                    "RUNNER_NAME=demo-1",
                    "RUNNER_OS=Linux",
                    $"RUNNER_WORKSPACE={host.Folder.File("_work", "demo")}",
                    "RUNNER_ENVIRONMENT=self-hosted",
                ]
        )
        {
            Assert.Contains($" {expected}\n", log);
        }

        Assert.DoesNotContain("ACTIONS_RUNNER_INPUT", log);
        Assert.DoesNotContain("GITHUB_TOKEN", log);
    }

    [Fact]
    public async Task The_event_of_the_run_lies_in_a_file()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("cat $GITHUB_EVENT_PATH"));

        Assert.Contains("\"action\": \"opened\"", host.Service.StepLog(0));
        Assert.Contains("\"number\": 7", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Variables_of_the_step_win_over_those_of_the_job_and_later_mappings_see_earlier_ones()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Env(("BASE", "b"), ("KIND", "job"))
                .Env(("MORE", JobBuilder.Expr("format('{0}+', env.BASE)")))
                .Run("echo $MORE $KIND", env: [("KIND", "step")])
                .Run("echo $KIND")
        );

        Assert.Contains(" b+ step\n", host.Service.StepLog(0));
        Assert.Contains("  KIND: step\n", host.Service.StepLog(0));
        Assert.Contains(" job\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task Defaults_of_run_apply_where_the_step_says_nothing()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .RunDefaults(("shell", "sh"), ("working-directory", "sub"))
                .Run("pwd")
                .Run("pwd", shell: "bash", folder: "."),
            h => Directory.CreateDirectory(Path.Combine(h.Workspace, "sub"))
        );

        Assert.Contains($" {host.Workspace}/sub\n", host.Service.StepLog(0));
        Assert.Matches(@"shell: \S+/sh -e \{0\}", host.Service.StepLog(0));
        Assert.Contains($" {host.Workspace}\n", host.Service.StepLog(1));
        Assert.Matches(@"shell: \S+/bash --noprofile --norc -e -o pipefail \{0\}", host.Service.StepLog(1));
    }

    [Fact]
    public async Task A_working_directory_that_does_not_exist_is_named()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("pwd", folder: "nowhere"));

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("nowhere") && a.Contains("does not exist"));
    }

    [Fact]
    public async Task Files_of_the_workspace_can_be_hashed()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run(JobBuilder.Expr("format('echo hash {0}.', hashFiles('*.lock'))")),
            h => h.Folder.Write("_work/demo/demo/a.lock", "content")
        );

        Assert.Matches(@" hash [0-9a-f]{64}\.\n", host.Service.StepLog(0));
    }

    [Fact]
    public async Task A_name_with_an_expression_is_shown_evaluated()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("echo v=9 >> $GITHUB_OUTPUT", id: "v")
                .Run("true", name: JobBuilder.Expr("format('Use {0}', steps.v.outputs.v)"))
        );

        Assert.Equal("Use 9", host.Completion["stepResults"]![2]!["name"]!.GetValue<string>());
    }
}
