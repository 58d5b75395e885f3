namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Slows polling down when empty answers come at once, as from a proxy that doesn't let requests wait: without it the
/// loop would turn as fast as the network.
/// </summary>
internal sealed class EmptyPollPace(TimeProvider time)
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(50);
    private const int Tolerated = 5;
    private int _quickOnes;

    public void Reset() => _quickOnes = 0;

    public async Task WaitAsync(TimeSpan pollTook, CancellationToken cancellation)
    {
        if (pollTook >= Quick)
        {
            _quickOnes = 0;
            return;
        }

        if (++_quickOnes > Tolerated)
        {
            var wait = Math.Min(10, 0.25 * Math.Pow(2, Math.Min(_quickOnes - Tolerated, 10)));
            await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellation);
        }
    }
}
