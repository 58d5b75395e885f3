using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>What a running <c>deskrun up</c> is: it serves the installations of a home as its configuration says.</summary>
internal sealed class UpHost : IControlTarget, IAsyncDisposable
{
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(1);
    private readonly ConfigurationFile configuration;
    private readonly IPoolFactory factory;
    private readonly IInstallationRemover remover;
    private readonly TimeProvider time;
    private readonly DateTimeOffset since;
    private readonly Lock gate = new();
    private readonly Dictionary<string, ServedInstallation> served = [];
    private readonly HashSet<string> leaving = [];
    private readonly TaskCompletionSource<bool> stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<Installation> idle = [];
    private bool stopping;

    public UpHost(
        ConfigurationFile configuration,
        IPoolFactory factory,
        IInstallationRemover remover,
        TimeProvider time
    )
    {
        this.configuration = configuration;
        this.factory = factory;
        this.remover = remover;
        this.time = time;
        since = time.GetUtcNow();
    }

    /// <summary>Completes when somebody asked it to end; true to end running jobs, too.</summary>
    public Task<bool> StopAsked => stopAsked.Task;

    /// <inheritdoc />
    public UpStatus Status()
    {
        lock (gate)
        {
            return new UpStatus
            {
                Running = true,
                ProcessId = Environment.ProcessId,
                Since = since,
                Stopping = stopping,
                Runner = factory.Runner,
                Installations =
                [
                    .. served
                        .Values.Select(each => each.Status())
                        .Concat(idle.Select(IdleStatus.Of))
                        .OrderBy(each => each.Name, StringComparer.Ordinal),
                ],
            };
        }
    }

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellation)
    {
        var document = configuration.Load();
        lock (gate)
        {
            if (stopping)
            {
                throw new InvalidOperationException("it is ending and takes nothing new");
            }

            foreach (var installation in document.Installations.Where(NotBuiltRules.IsServedHere))
            {
                Serve(installation);
            }

            var keep = document.Installations.Where(NotBuiltRules.IsServedHere).Select(each => each.Name).ToHashSet();
            foreach (var (name, gone) in served.Where(each => !keep.Contains(each.Key)).ToList())
            {
                gone.Wanted = null;
                _ = ForgetAsync(name, gone);
            }

            // What lives on a cluster is the cluster's to serve and to tell.
            idle =
            [
                .. document.Installations.Where(each =>
                    each.Backend == BackendNames.Local && !NotBuiltRules.IsServedHere(each)
                ),
            ];
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<string?> RemoveAsync(string name, bool now, Func<string, Task> progress)
    {
        var document = configuration.Load();
        var installation =
            document.Find(name) ?? throw new InvalidOperationException(UnknownName.Message(name, document));
        ServedInstallation? running;
        lock (gate)
        {
            served.TryGetValue(name, out running);
            leaving.Add(name);
        }

        try
        {
            if (running is not null)
            {
                await EndAsync([running], now, progress);
                await ForgetAsync(name, running);
            }

            var warning = await remover.RemoveAsync(installation, now, CancellationToken.None);
            lock (gate)
            {
                idle = [.. idle.Where(each => each.Name != name)];
            }

            return warning;
        }
        finally
        {
            lock (gate)
            {
                leaving.Remove(name);
            }
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(bool now, Func<string, Task> progress)
    {
        stopAsked.TrySetResult(now);
        await EndAsync(All(), now, progress);
    }

    /// <summary>Takes no new jobs and returns when every runner is gone.</summary>
    /// <param name="forced">When cancelled, running jobs are ended.</param>
    public async Task DrainAsync(CancellationToken forced)
    {
        var all = All();
        await using var force = forced.Register(() => all.ToList().ForEach(each => each.Force()));
        await EndAsync(all, false, _ => Task.CompletedTask);
    }

    /// <summary>Ends everything by force, if it was not drained before.</summary>
    public async ValueTask DisposeAsync() => await DrainAsync(new CancellationToken(canceled: true));

    private void Serve(Installation installation)
    {
        if (leaving.Contains(installation.Name))
        {
            return;
        }

        if (!served.TryGetValue(installation.Name, out var present) || !present.TryWant(installation))
        {
            served[installation.Name] = new ServedInstallation(installation, factory, time);
        }
    }

    private IReadOnlyList<ServedInstallation> All()
    {
        lock (gate)
        {
            stopping = true;
            return [.. served.Values];
        }
    }

    private async Task EndAsync(IReadOnlyList<ServedInstallation> ending, bool now, Func<string, Task> progress)
    {
        // Said before anything ends: what is waited for must be known even when it is over at once.
        var said = DrainText.Of(ending.Select(each => each.Status()), now);
        await progress(said);
        foreach (var each in ending)
        {
            each.Wanted = null;
            if (now)
            {
                each.Force();
            }
        }

        var all = Task.WhenAll(ending.Select(each => each.Ended));
        while (!all.IsCompleted)
        {
            var text = DrainText.Of(ending.Select(each => each.Status()), now);
            if (text != said)
            {
                await progress(said = text);
            }

            using var pause = new CancellationTokenSource();
            await Task.WhenAny(all, Task.Delay(ProgressPause, time, pause.Token));
            await pause.CancelAsync();
        }

        await all;
    }

    private async Task ForgetAsync(string name, ServedInstallation gone)
    {
        await gone.Ended;
        lock (gate)
        {
            if (served.TryGetValue(name, out var present) && present == gone)
            {
                served.Remove(name);
            }
        }
    }
}
