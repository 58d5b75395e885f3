using System.Text.Json;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.EndToEnd;

public sealed class RunTests : IDisposable
{
    private readonly Product product = new();

    public void Dispose() => product.Dispose();

    private static string Example(string name) => Path.Combine(Repository.Root, "examples", "workflows", name);

    [Fact]
    public async Task The_hello_example_succeeds_and_leaves_nothing()
    {
        var run = await product.RunAsync("run", Example("hello.yml"));

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains("runner: builtin", run.Error);
        Assert.Contains("✓ succeeded", run.Output);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task The_matrix_example_hands_outputs_from_job_to_job()
    {
        var run = await product.RunAsync("run", Example("matrix.yml"));

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task A_failing_job_ends_with_1_after_its_failure_steps_ran()
    {
        var run = await product.RunAsync("run", Example("failure.yml"));

        Assert.True(run.ExitCode == 1, run.All);
        Assert.Contains("printed because a step failed", run.Output);
        Assert.Contains("error: examples/workflows/failure.yml:15: this step fails on purpose", run.Output);
        Assert.DoesNotContain("│ never printed", run.Output);
        Assert.Contains("break ended with failure", run.Output);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task An_action_that_the_built_in_runner_cannot_run_is_told_before_anything_starts()
    {
        var file = product.Workflow("on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{uses: ./act}]\n");

        var run = await product.RunAsync("run", file);

        Assert.True(run.ExitCode == 1, run.All);
        Assert.Contains("steps will fail: ./act (test.yml:5); --runner official runs them", run.Error);
    }

    [Fact]
    public async Task With_json_each_line_is_an_event_and_the_last_one_tells_the_end()
    {
        var file = product.Workflow("on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: echo hi}]\n");

        var run = await product.RunAsync("run", "-o", "json", file);

        Assert.True(run.ExitCode == 0, run.All);
        var events = run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement)
            .ToList();
        Assert.Equal("job_queued", events[0].GetProperty("event").GetString());
        Assert.Contains(
            events,
            e =>
                e.GetProperty("event").GetString() == "log"
                && e.GetProperty("lines").EnumerateArray().Any(l => l.GetString() == "hi")
        );
        Assert.Equal("success", events[^1].GetProperty("conclusion").GetString());
    }

    [Theory]
    [InlineData("n:3")]
    [InlineData("m:1")]
    public async Task A_choice_of_matrix_values_that_leaves_nothing_is_a_slip_and_no_success(string choice)
    {
        var cli = new Cli();
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {n: [1, 2]}}\n    steps: [{run: echo}]\n"
        );

        Assert.Equal(2, await cli.RunAsync("run", "--matrix", choice, file));
        Assert.Contains($"--matrix {choice}: no job of ", cli.Error);
        Assert.Contains("deskrun run --list ", cli.Error);
    }

    [Fact]
    public async Task The_list_shows_what_the_choice_of_jobs_and_matrix_values_leaves()
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.RunAsync("run", "--list", Example("matrix.yml")));
        Assert.Equal(2, await cli.RunAsync("run", "--list", "--job", "nobody", Example("matrix.yml")));
        Assert.Contains("--job nobody: ", cli.Error);

        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {n: [1, 2]}}\n    steps: [{run: echo}]\n"
        );
        Assert.Equal(0, await cli.RunAsync("run", "--list", "--matrix", "n:2", file));
        Assert.Contains("a (2)", cli.Output);
        Assert.DoesNotContain("a (1)", cli.Output);
    }

    [Fact]
    public async Task The_list_knows_inputs_and_variables_that_are_given()
    {
        var cli = new Cli();
        var file = product.Workflow(
            "on: {workflow_dispatch: {inputs: {to: {required: true}}}}\njobs:\n  a:\n    runs-on: x\n"
                + "    strategy: {matrix: {n: ['${{ inputs.to }}', '${{ vars.V }}']}}\n    steps: [{run: echo}]\n"
        );

        Assert.Equal(0, await cli.RunAsync("run", "--list", "--input", "to=prod", "--var", "V=x1", file));
        Assert.Contains("a (prod)", cli.Output);
        Assert.Contains("a (x1)", cli.Output);
        Assert.Equal(0, await cli.RunAsync("run", "--list", file));
    }

    [Fact]
    public async Task Runs_of_one_home_are_explained_each_by_its_own_number()
    {
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: echo id=$GITHUB_RUN_ID}]\n"
        );

        await product.RunAsync("run", file);
        var run = await product.RunAsync("run", file);
        var id = run.Output.Split('\n').Single(line => line.Contains("│ id=")).Split('=')[1];
        var story = await product.RunAsync("explain", id, "-o", "json");

        Assert.True(story.ExitCode == 0, story.All);
        Assert.Equal(1, JsonDocument.Parse(story.Output).RootElement.GetProperty("stories").GetArrayLength());
    }

    [Fact]
    public async Task All_errors_of_a_workflow_are_printed_at_once_and_nothing_starts()
    {
        var file = product.Workflow("on: push\njobs:\n  a:\n    runs-onn: x\n    steps: [{rum: echo hi}]\n");

        var run = await product.RunAsync("run", file);

        Assert.True(run.ExitCode == 2, run.All);
        Assert.Contains("test.yml:4:", run.Error);
        Assert.Contains("test.yml:5:", run.Error);
        Assert.False(Directory.Exists(product.Home));
    }

    [Fact]
    public async Task A_label_of_another_system_is_refused_unless_any_label_is_fine()
    {
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps: [{run: echo hi}]\n"
        );

        var refused = await product.RunAsync("run", file);
        var served = await product.RunAsync("run", "--any-label", file);

        Assert.True(refused.ExitCode == 2, refused.All);
        Assert.Contains("windows-latest", refused.Error);
        Assert.True(served.ExitCode == 0, served.All);
    }

    [Fact]
    public async Task A_secret_is_masked_in_every_line_and_stands_in_no_command_line()
    {
        const string Secret = "planted-s3cret-value";
        product.Variables["MY_SECRET"] = Secret;
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          echo \"it is $S\"; test -n \"$S\"\n"
                + "          cat /proc/*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c planted-s3cret || echo none-in-argv\n        env:\n          S: ${{ secrets.MY_SECRET }}\n"
        );

        var run = await product.RunAsync("run", "--secret", "MY_SECRET", "--keep", file);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.DoesNotContain(Secret, run.All);
        Assert.Contains("it is ***", run.Output);
        foreach (var kept in Directory.EnumerateFiles(product.Home, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Secret, File.ReadAllText(kept));
        }
    }

    [Fact]
    public async Task The_workspace_is_a_copy_unless_a_folder_is_named()
    {
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ls; echo new > made-by-job\n"
        );

        var copied = await product.RunAsync("run", file);
        Assert.False(File.Exists(Path.Combine(product.Work, "made-by-job")), copied.All);
        Assert.Contains("test.yml", copied.Output);

        var inPlace = await product.RunAsync("run", "--workspace", product.Work, file);
        Assert.True(File.Exists(Path.Combine(product.Work, "made-by-job")), inPlace.All);
        Assert.True(File.Exists(Path.Combine(product.Work, "test.yml")), "the named folder was wiped");
    }

    [Fact]
    public async Task A_run_whose_runners_cannot_be_started_says_why_and_gives_up()
    {
        var listener = product.Workflow("#!/bin/sh\necho 2.999.0\n", "runner/bin/Runner.Listener");
        File.SetUnixFileMode(listener, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // It tells its version, and is gone before it is needed.
        File.AppendAllText(listener, "rm -- \"$0\"\n");
        var file = product.Workflow(
            "on: push\njobs:\n  a: {runs-on: x, steps: [{run: echo hi}]}\n  b: {needs: a, if: always(), runs-on: x, steps: [{run: echo}]}\n"
        );

        var run = await product.RunAsync("run", "--runner-dir", Path.Combine(product.Work, "runner"), file);

        Assert.True(run.ExitCode == 6, run.All);
        Assert.Contains("gave up: one runner after the other could not be started", run.Error);
        Assert.Contains("Runner.Listener", run.Error);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task Two_runs_at_once_leave_each_other_alone()
    {
        var file = product.Workflow(
            "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {n: [1, 2]}}\n    steps: [{run: sleep 1}]\n"
        );

        var first = product.Start("run", file);
        var second = product.Start("run", file);
        await first.EndAsync(TestLimits.Wait);
        await second.EndAsync(TestLimits.Wait);

        Assert.True(first.ExitCode == 0, first.All);
        Assert.True(second.ExitCode == 0, second.All);
        Assert.Empty(product.Left());
    }
}
