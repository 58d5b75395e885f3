using Deskrun.Installations.Homes;
using Deskrun.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Installations.Tests.Homes;

public sealed class HomeLockTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_one_can_hold_a_lock_and_the_next_can_when_it_is_free()
    {
        var path = folder.File("up.lock");
        using (var first = HomeLock.TryAcquire(path))
        {
            Assert.NotNull(first);
            Assert.Null(HomeLock.TryAcquire(path));
        }

        using var second = HomeLock.TryAcquire(path);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Waiting_for_a_lock_ends_with_the_file_and_the_way_out()
    {
        var path = folder.File("config.lock");
        using var held = HomeLock.TryAcquire(path);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

        var failed = await Assert.ThrowsAsync<TimeoutException>(() =>
            HomeLock.AcquireAsync(path, TimeSpan.FromMilliseconds(1), time, TestContext.Current.CancellationToken)
        );

        Assert.Contains(path, failed.Message);
    }
}
