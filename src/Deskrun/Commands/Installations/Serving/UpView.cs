using System.Text.Json;
using System.Threading.Channels;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Pools.Timeline;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>
/// Shows what a running <c>up</c> does: a live table on a terminal, else a line for each step. Pools only put steps into
/// a queue: a terminal that stands still must not hold up a runner.
/// </summary>
internal sealed class UpView : ITimeline, IAsyncDisposable
{
    private const int MostWaiting = 10_000;

    // The table counts seconds. Steps don't wait for that, but many at once are drawn together.
    private static readonly TimeSpan EverySecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private readonly CliContext context;
    private readonly TimeSpan refresh;
    private readonly bool json;
    private readonly LiveRegion? region;
    private readonly Palette palette;
    private readonly CancellationTokenSource ending = new();
    private readonly Task drawing;
    private readonly Channel<string> lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly HashSet<string> blocked = new(StringComparer.Ordinal);
    private volatile Func<UpStatus>? status;

    public UpView(CliContext context, bool plain, bool json, TimeSpan? refresh = null)
    {
        this.context = context;
        this.refresh = refresh ?? EverySecond;
        this.json = json;
        palette = new Palette(context.Terminal.Color && !plain && !json);
        region = palette.Enabled ? new LiveRegion(context.Terminal.Out, () => Terminal.Size().Width) : null;
        drawing = Task.Run(DrawAsync);
    }

    /// <summary>Begins to show the state, too.</summary>
    public void Watch(Func<UpStatus> source) => status = source;

    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        if (json)
        {
            lines.Writer.TryWrite(JsonSerializer.Serialize(step, JournalJson.Default.TimelineEvent));
        }
        else if (step.Step is not (TimelineStep.MessageRead or TimelineStep.JitMade))
        {
            lines.Writer.TryWrite(StepLine.Of(step, palette));
        }
    }

    /// <summary>Prints what waits, ends the live table and leaves the terminal clean.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await drawing;
        status = null;
        Draw();
        ending.Dispose();
    }

    // Asking every pool costs more than all else that an idle up does, so it is done once a second and at steps.
    private async Task DrawAsync()
    {
        try
        {
            var step = lines.Reader.WaitToReadAsync(ending.Token).AsTask();
            while (!ending.IsCancellationRequested)
            {
                using var shown = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                await Task.WhenAny(step, Task.Delay(refresh, context.Time, shown.Token));
                await shown.CancelAsync();
                if (step.IsCompleted)
                {
                    await step;
                    await Task.Delay(Frame, context.Time, ending.Token);
                    step = lines.Reader.WaitToReadAsync(ending.Token).AsTask();
                }

                Draw();
            }
        }
        catch (OperationCanceledException)
        {
            // The view ends.
        }
    }

    private void Draw()
    {
        var finished = new List<string>();
        while (lines.Reader.TryRead(out var line))
        {
            finished.Add(line);
        }

        if (region is not null)
        {
            region.Draw(finished, Table());
            return;
        }

        finished.ForEach(context.Terminal.Out.WriteLine);
        if (finished.Count > 0)
        {
            context.Terminal.Out.Flush();
        }

        TellBlocked();
    }

    // The table shows what keeps an installation from serving; without one, lines of steps would just never come.
    private void TellBlocked()
    {
        foreach (var each in status?.Invoke().Installations ?? [])
        {
            if (each is not { State: ServedStates.Blocked or ServedStates.NotBuilt, Cause: { } cause })
            {
                blocked.Remove(each.Name);
            }
            else if (blocked.Add(each.Name))
            {
                context.Terminal.Error.WriteLine($"{each.Name}: {each.State}: {cause}");
            }
        }
    }

    private List<string> Table()
    {
        if (status is not { } source)
        {
            return [];
        }

        using var text = new StringWriter();
        StatusText.Write(text, source(), context.Time.GetUtcNow(), palette);
        var table = text.ToString().TrimEnd().Split(Environment.NewLine);

        // A region taller than the window could not be redrawn.
        return [.. table.Take(Math.Max(3, Terminal.Size().Height - 2))];
    }
}
