using Deskrun.Testing;

namespace Deskrun.Kubernetes.Tests.Doubles;

/// <summary>Bounds waits for things outside of a test's control.</summary>
internal static class SoonExtensions
{
    private static readonly TimeSpan Longest = TestLimits.Wait;

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Longest, TimeProvider.System);

    public static Task Soon(this Task task) => task.WaitAsync(Longest, TimeProvider.System);
}
