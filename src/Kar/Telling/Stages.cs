namespace Kar.Telling;

/// <summary>When each stage of a run was reached, from the start of the process's work.</summary>
internal sealed class Stages(RunLog log)
{
    private readonly List<(string Name, TimeSpan At)> _reached = [];

    /// <summary>A stage was reached; only the first time counts.</summary>
    public void Reach(string name)
    {
        if (_reached.All(stage => stage.Name != name))
        {
            _reached.Add((name, log.Elapsed));
        }
    }

    /// <summary>All stages with their times, in the order in which they were reached.</summary>
    public string Summary() =>
        string.Join(", ", _reached.Select(stage => $"{stage.Name} {GoDuration.Format(stage.At)}"));
}
