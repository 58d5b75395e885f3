using System.Text;

namespace Deskrun.Tests.EndToEnd;

/// <summary>Workflows that want too much: each is a clear error, and nothing has started.</summary>
public sealed class HostileWorkflowTests : IDisposable
{
    private readonly Product product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public Task A_file_of_10_MB_is_refused() =>
        RefusedAsync(new string('#', 10 * 1024 * 1024) + "\non: push\n", "larger than 1,024 KiB");

    [Fact]
    public Task A_matrix_of_10_000_cells_is_refused_with_the_limit()
    {
        var numbers = string.Join(", ", Enumerable.Range(0, 100));
        return RefusedAsync(
            $"on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        x: [{numbers}]\n        y: [{numbers}]\n"
                + "    steps: [{run: echo hi}]\n",
            "256"
        );
    }

    [Fact]
    public Task Needs_that_go_round_in_a_circle_are_refused() =>
        RefusedAsync(
            "on: push\njobs:\n  a: {runs-on: x, needs: b, steps: [{run: x}]}\n  b: {runs-on: x, needs: a, steps: [{run: x}]}\n",
            "needs"
        );

    [Fact]
    public Task Aliases_that_multiply_are_refused()
    {
        var text = new StringBuilder("on: push\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return RefusedAsync(text.ToString(), "more than 50,000 values");
    }

    [Fact]
    public Task An_expression_that_is_too_deep_is_refused()
    {
        var deep = new string('(', 5000) + "1" + new string(')', 5000);
        return RefusedAsync(
            "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ " + deep + " }}\n",
            "more than 250 brackets are open"
        );
    }

    private async Task RefusedAsync(string workflow, string reason)
    {
        var run = await product.RunAsync("run", product.Workflow(workflow));

        Assert.True(run.ExitCode == ExitCodes.Usage, run.All);
        Assert.Contains("test.yml", run.Error);
        Assert.Contains(reason, run.Error);
        Assert.InRange(run.All.Length, 1, 20_000);
        Assert.False(Directory.Exists(product.Home), "something was started");
        Assert.Empty(product.Left());
    }
}
