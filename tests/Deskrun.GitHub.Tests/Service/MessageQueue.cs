namespace Deskrun.GitHub.Tests.Service;

/// <summary>Messages that come back until they are deleted. A poll waits for one, or for an empty answer.</summary>
public sealed class MessageQueue
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, string> _messages = [];
    private TaskCompletionSource _changed = New();
    private int _empties;
    private bool _closed;

    public void Add(long id, string body, string? statistics = null, string type = "RunnerScaleSetJobMessages") =>
        AddRaw(
            id,
            $$"""{"messageId":{{id}},"messageType":"{{type}}","body":{{System.Text.Json.JsonSerializer.Serialize(body)}},"statistics":{{statistics ?? "null"}}}"""
        );

    public void AddRaw(long id, string message)
    {
        lock (_lock)
        {
            _messages[id] = message;
            Wake();
        }
    }

    /// <summary>Lets one waiting poll end with nothing.</summary>
    public void AddEmpty()
    {
        lock (_lock)
        {
            _empties++;
            Wake();
        }
    }

    public void Delete(long id)
    {
        lock (_lock)
        {
            _messages.Remove(id);
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Wake();
        }
    }

    public async Task<Answer> PollAsync(long lastMessageId, CancellationToken aborted)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var next = _messages.FirstOrDefault(message => message.Key > lastMessageId);
                if (next.Value is not null)
                {
                    return Answer.Json(next.Value);
                }

                if (_closed || _empties > 0)
                {
                    _empties = Math.Max(0, _empties - 1);
                    return new Answer(202);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(aborted);
        }
    }

    private void Wake()
    {
        _changed.SetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
