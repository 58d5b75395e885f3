using System.Diagnostics;
using System.Text;

namespace Kar.Tests.Playing;

/// <summary>A kar that runs, with all that it says.</summary>
internal sealed class KarProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly string _watched;
    private bool _isDisposed;

    public KarProcess(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string? input = null
    )
    {
        var start = new ProcessStartInfo(KarBinary.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = "/nonexistent";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _watched = string.Join(' ', arguments);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, Output);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, Errors);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (input is not null)
        {
            Feed(input);
        }
    }

    public int Id => _process.Id;

    public StringBuilder Output { get; } = new();

    public StringBuilder Errors { get; } = new();

    /// <summary>Everything said so far, on both streams.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    public bool IsRunning => !_process.HasExited;

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitAsync(int seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"kar {_watched} does not end within {seconds} s; it said:\n{Said}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string text, int seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!Said.Contains(text, StringComparison.Ordinal))
        {
            try
            {
                await _news.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"kar does not say '{text}' within {seconds} s; it said:\n{Said}");
            }
        }
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start(
            "/bin/kill",
            [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        // The stage ends whatever it started, also what a test has ended itself.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>Hands the input on: one who doesn't read it may be gone before it is written.</summary>
    private void Feed(string input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What it has said and its exit code tell whether it should have read.
        }
    }

    private void Hear(string? line, StringBuilder stream)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.AppendLine(line);
            stream.AppendLine(line);
        }

        _news.Release();
    }
}
