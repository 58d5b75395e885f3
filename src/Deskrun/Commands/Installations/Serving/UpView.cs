using System.Text.Json;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Pools.Timeline;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Shows what a running <c>up</c> does: a live table on a terminal, else a line for each step.</summary>
internal sealed class UpView : ITimeline, IAsyncDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);
    private readonly CliContext context;
    private readonly bool json;
    private readonly LiveRegion? region;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private Func<UpStatus>? status;
    private Task drawing = Task.CompletedTask;

    public UpView(CliContext context, bool plain, bool json)
    {
        this.context = context;
        this.json = json;
        region =
            context.Terminal.Color && !plain && !json
                ? new LiveRegion(context.Terminal.Out, () => Terminal.Size().Width)
                : null;
    }

    /// <summary>Begins to show the state, too.</summary>
    public void Watch(Func<UpStatus> source)
    {
        status = source;
        if (region is not null)
        {
            drawing = Task.Run(DrawAsync);
        }
    }

    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        if (json)
        {
            Print(JsonSerializer.Serialize(step, JournalJson.Default.TimelineEvent));
        }
        else if (step.Step is not (TimelineStep.MessageRead or TimelineStep.JitMade))
        {
            Print(Line(step));
        }
    }

    /// <summary>Ends the live table and leaves the terminal clean.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await drawing;
        region?.Clear();
        ending.Dispose();
    }

    private static string Line(TimelineEvent step)
    {
        var job = step.JobName is { Length: > 0 } name ? $" {name}" : "";
        var runner = step.RunnerName is null ? "" : $" on {step.RunnerName}";
        var detail = step.Detail is { Length: > 0 } text ? $": {text}" : "";
        var line = $"{step.At:HH:mm:ss}Z {step.ScaleSet} | {StoryFinder.Words(step.Step)}{job}{runner}{detail}";
        return AnsiText.Tame(line, color: false);
    }

    private void Print(string line)
    {
        lock (gate)
        {
            if (region is null)
            {
                context.Terminal.Out.WriteLine(line);
                context.Terminal.Out.Flush();
            }
            else
            {
                region.Draw([line], Table());
            }
        }
    }

    private async Task DrawAsync()
    {
        using var timer = new PeriodicTimer(Refresh, context.Time);
        try
        {
            do
            {
                lock (gate)
                {
                    region!.Draw([], Table());
                }
            } while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // The view ends.
        }
    }

    private IReadOnlyList<string> Table()
    {
        if (status is null)
        {
            return [];
        }

        using var text = new StringWriter();
        StatusText.Write(text, status(), context.Time.GetUtcNow());
        return text.ToString().TrimEnd().Split(Environment.NewLine);
    }
}
