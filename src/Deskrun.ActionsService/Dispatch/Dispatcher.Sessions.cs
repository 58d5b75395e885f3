using System.Text;
using System.Text.Json;
using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <content>Listeners: their sessions, messages and acquired jobs.</content>
internal sealed partial class Dispatcher
{
    private const int MostItems = 50;

    /// <summary>Opens a session. One that has been silent for long enough is replaced.</summary>
    public (MessageSession? Session, ServiceError? Error) OpenSession(ScaleSet set, string owner)
    {
        lock (Gate)
        {
            var now = time.GetUtcNow();
            if (faults.Take(Fault.VanishScaleSet))
            {
                Vanish(set);
                return (null, ServiceError.ScaleSetNotFound(set.Id));
            }

            if (set.Session is { } old && (old.Waiter is not null || now - old.LastSeen < options.SessionIdleTimeout))
            {
                return (null, ServiceError.SessionConflict(set.Name, old.Owner));
            }

            set.Session = new MessageSession(Guid.NewGuid(), set.Id, owner) { LastSeen = now };
            Fill(set);
            return (set.Session, null);
        }
    }

    public MessageSession? FindSession(ScaleSet set, Guid id)
    {
        lock (Gate)
        {
            return set.Session?.Id == id ? set.Session : null;
        }
    }

    public void CloseSession(ScaleSet set)
    {
        lock (Gate)
        {
            set.Session?.Wake();
            set.Session = null;
        }
    }

    /// <summary>Finds the scale set whose session a queue token names.</summary>
    public (ScaleSet Set, MessageSession Session)? FindBySession(Guid sessionId)
    {
        lock (Gate)
        {
            foreach (var set in scaleSets.Values)
            {
                if (set.Session?.Id == sessionId)
                {
                    return (set, set.Session);
                }
            }

            return null;
        }
    }

    /// <summary>Waits for something to tell the listener.</summary>
    /// <returns>The message, or null when there is nothing.</returns>
    public async Task<ScaleSetMessage?> PollAsync(
        ScaleSet set,
        MessageSession session,
        long lastMessageId,
        int capacity,
        Uri service,
        CancellationToken cancellation
    )
    {
        TaskCompletionSource waiter;
        lock (Gate)
        {
            var more = capacity - (session.Capacity ?? 0);
            session.Capacity = capacity;
            session.LastSeen = time.GetUtcNow();
            Fill(set);
            if (more > 0 && set.Items.Count == 0)
            {
                OfferAgain(set, more);
            }

            if (Next(set, lastMessageId, service) is { } message)
            {
                return message;
            }

            session.Wake();
            session.Waiter = waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var woken = false;
        try
        {
            woken = await HoldAsync(waiter, cancellation);
        }
        finally
        {
            lock (Gate)
            {
                session.LastSeen = time.GetUtcNow();
                if (session.Waiter == waiter)
                {
                    session.Waiter = null;
                }
            }
        }

        lock (Gate)
        {
            if (!woken)
            {
                OfferAgain(set, MostOffers);
            }

            // A poll that a newer one has replaced must not take the newer one's message.
            return session.Waiter is null && set.Session == session ? Next(set, lastMessageId, service) : null;
        }
    }

    /// <summary>The oldest message after the cursor; then one before it that was never deleted; then a new one.</summary>
    private ScaleSetMessage? Next(ScaleSet set, long lastMessageId, Uri service)
    {
        var statistics = Count(set);
        if (set.Messages.Count > 0)
        {
            var found = set.Messages.Values.FirstOrDefault(m => m.Id > lastMessageId) ?? set.Messages.Values.First();
            return found with { Statistics = statistics };
        }

        if (set.Items.Count == 0)
        {
            return null;
        }

        var lagging = faults.Take(Fault.StatisticsLag) ? set.LastStatistics ?? Empty : statistics;
        set.LastStatistics = statistics;
        var message = new ScaleSetMessage(set.NextMessageId(), WriteItems(set, service)) { Statistics = lagging };
        set.Messages.Add(message.Id, message);
        return message;
    }

    private static Statistics Empty { get; } = new(0, 0, 0, 0, 0, 0, 0);

    private string WriteItems(ScaleSet set, Uri service)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            for (var i = 0; i < MostItems && set.Items.TryDequeue(out var item); i++)
            {
                item.Write(writer, service, set.Id, faults.Current.RunnerRequestIdZero);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public void DeleteMessage(ScaleSet set, long id)
    {
        lock (Gate)
        {
            set.Messages.Remove(id);
        }
    }

    /// <summary>Assigns offered jobs to the scale set.</summary>
    /// <returns>The request ids of those that it got.</returns>
    public IReadOnlyList<long> Acquire(ScaleSet set, IReadOnlyList<long> requestIds)
    {
        lock (Gate)
        {
            var acquired = new List<long>();
            foreach (var id in requestIds)
            {
                var job = queue.FirstOrDefault(j => j.Run.RequestId == id && !j.Pausing);
                if (job is not null && job.Run.State == JobState.Queued && job.Matches.Contains(set))
                {
                    job.Acquired = true;
                    acquired.Add(id);
                    set.Session?.Offered.Remove(job.Run.Id);
                    Assign(job, set);
                }
            }

            if (acquired.Count > 0)
            {
                Fill(set);
            }

            return acquired;
        }
    }
}
