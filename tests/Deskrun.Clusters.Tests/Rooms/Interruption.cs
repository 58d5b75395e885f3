namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>Stops an act right after the first step that it has not stopped at before, as a killed process would.</summary>
/// <param name="seen">The steps at which earlier acts were stopped; gets the new one.</param>
internal sealed class Interruption(List<string> seen)
{
    public bool Happened { get; private set; }

    public Task AfterStepAsync(string step)
    {
        lock (seen)
        {
            if (seen.Contains(step))
            {
                return Task.CompletedTask;
            }

            Happened = true;
            seen.Add(step);
        }

        throw new OperationCanceledException($"interrupted after {step}");
    }
}
