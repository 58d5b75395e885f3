namespace Deskrun.Commands.Run;

/// <summary>Says what is waited for when it takes longer than a person expects.</summary>
internal static class LongWait
{
    private static readonly TimeSpan Expected = TimeSpan.FromSeconds(1);

    /// <summary>Waits for <paramref name="work"/>, and calls <paramref name="say"/> once when that takes longer than a second.</summary>
    public static async Task ForAsync(Task work, TimeProvider time, Action say)
    {
        using var over = new CancellationTokenSource();
        if (await Task.WhenAny(work, Task.Delay(Expected, time, over.Token)) != work)
        {
            say();
        }

        await over.CancelAsync();
        await work;
    }
}
