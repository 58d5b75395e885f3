using Deskrun.Backends.Local;
using Deskrun.Pools.Scaling;

namespace Deskrun.Backends.Tests;

public class DiskRoomGateTests
{
    [Fact]
    public void A_disk_with_room_allows_the_maximum() =>
        Assert.Equal(new CapacityVerdict(5, null), new DiskRoomGate("/x", () => DiskRoomGate.Needed).Room(2, 5));

    [Fact]
    public void A_full_disk_keeps_what_there_is_and_says_why()
    {
        var verdict = new DiskRoomGate("/x", () => 1024 * 1024 * 100).Room(2, 5);
        Assert.Equal(2, verdict.Runners);
        Assert.Contains("100 MiB", verdict.Reason);
    }

    [Fact]
    public void A_disk_that_cannot_be_asked_refuses_nothing() =>
        Assert.Equal(5, new DiskRoomGate("/x", () => throw new IOException("gone")).Room(2, 5).Runners);

    [Fact]
    public void The_disk_of_a_real_folder_can_be_asked() =>
        Assert.InRange(new DiskRoomGate(Path.GetTempPath()).Room(0, 5).Runners, 0, 5);
}
