using Deskrun.Testing;

namespace Deskrun.ActionsService.Tests;

/// <summary>Ends what hangs.</summary>
internal static class TestTimeout
{
    public static TimeSpan Span => TestLimits.Wait;

    public static CancellationToken Token => new CancellationTokenSource(Span, TimeProvider.System).Token;

    public static Task OrFail(this Task task) => task.WaitAsync(Span, TimeProvider.System);

    public static Task<T> OrFail<T>(this Task<T> task) => task.WaitAsync(Span, TimeProvider.System);
}
