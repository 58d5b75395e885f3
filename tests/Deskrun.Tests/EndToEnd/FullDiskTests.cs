namespace Deskrun.Tests.EndToEnd;

public sealed class FullDiskTests : IDisposable
{
    private readonly Product product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task A_job_that_fills_the_disk_fails_alone_and_says_why_and_the_next_one_runs()
    {
        using var disk = new SmallDisk(mebibytes: 290);
        product.Variables["DESKRUN_HOME"] = disk.Path;
        var run = await product.RunAsync(
            "run",
            "--plain",
            "--runner",
            "builtin",
            product.Workflow(
                """
                on: push
                jobs:
                  fill:
                    runs-on: x
                    steps:
                      - run: dd if=/dev/zero of=big bs=1M count=400
                  next:
                    needs: fill
                    if: always()
                    runs-on: x
                    steps:
                      - run: echo still here
                """
            )
        );

        Assert.True(run.ExitCode == 1, run.All);
        Assert.Contains("No space left on device", run.Output);
        Assert.Contains("next │ still here", run.Output);
        Assert.Empty(Leftovers.Find(disk.Path));
    }

    [Fact]
    public async Task Without_room_for_a_runner_nothing_is_started_and_the_way_out_is_told()
    {
        using var disk = new SmallDisk(mebibytes: 20);
        product.Variables["DESKRUN_HOME"] = disk.Path;
        var run = await product.RunAsync(
            "run",
            product.Workflow("on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: echo hi}]\n")
        );

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("MiB are free on the disk", run.Error);
        Assert.Contains("DESKRUN_HOME", run.Error);
        Assert.Empty(Leftovers.Find(disk.Path));
    }
}
