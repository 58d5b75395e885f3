using Deskrun.Pools.Owners;
using Deskrun.Testing;

namespace Deskrun.Pools.Tests;

public class OwnerLocksTests
{
    [Fact]
    public void A_lock_is_held_until_it_is_let_go()
    {
        using var home = new TempFolder();
        var locks = new OwnerLocks(home.Path);
        Assert.False(locks.IsHeld("run-a"));
        var held = locks.Acquire("run-a");
        Assert.True(locks.IsHeld("run-a"));
        Assert.True(new OwnerLocks(home.Path).IsHeld("run-a"));
        held.Dispose();
        Assert.False(locks.IsHeld("run-a"));
        Assert.Empty(locks.Names());
    }

    [Fact]
    public void A_name_can_be_taken_by_one_only()
    {
        using var home = new TempFolder();
        var locks = new OwnerLocks(home.Path);
        using var held = locks.Acquire("up");
        var error = Assert.Throws<IOException>(() => locks.Acquire("up"));
        Assert.Contains("alive", error.Message);
        Assert.True(locks.IsHeld("up"));
    }

    [Fact]
    public void A_file_without_a_lock_is_a_dead_owner_that_can_be_forgotten_or_followed()
    {
        using var home = new TempFolder();
        var locks = new OwnerLocks(home.Path);
        home.Write("owners/run-dead.lock", "42");
        Assert.False(locks.IsHeld("run-dead"));
        Assert.Equal(["run-dead"], locks.Names());
        locks.Forget("run-dead");
        Assert.Empty(locks.Names());

        home.Write("owners/up.lock", "42");
        using var held = locks.Acquire("up");
        Assert.True(locks.IsHeld("up"));
        locks.Forget("up");
        Assert.True(locks.IsHeld("up"));
    }

    [Fact]
    public void The_locks_are_private()
    {
        using var home = new TempFolder();
        using var held = new OwnerLocks(home.File("sub")).Acquire(OwnerName.Create(OwnerKind.Run));
        Assert.Equal(OwnerKind.Run, held.Kind);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(held.FilePath));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(home.File("sub", "owners"))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public void Names_that_would_leave_the_folder_are_refused(string name)
    {
        using var home = new TempFolder();
        Assert.Throws<ArgumentException>(() => new OwnerLocks(home.Path).IsHeld(name));
    }

    [Fact]
    public void An_unknown_kind_of_owner_is_treated_as_the_one_that_is_spared()
    {
        Assert.Equal(OwnerKind.Up, OwnerName.KindOf("up"));
        Assert.Equal(OwnerKind.Up, OwnerName.KindOf("something"));
        Assert.Equal(OwnerKind.Run, OwnerName.KindOf(OwnerName.Create(OwnerKind.Run)));
    }
}
