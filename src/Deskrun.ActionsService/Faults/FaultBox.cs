namespace Deskrun.ActionsService.Faults;

/// <summary>Counts down the faults that are set.</summary>
internal sealed class FaultBox
{
    private readonly Lock gate = new();
    private readonly int[] left = new int[Enum.GetValues<Fault>().Length];
    private (ResponseFault Fault, int Seen)[] responses = [];

    public FaultBox(ServiceFaults? faults) => Set(faults ?? new ServiceFaults());

    public ServiceFaults Current { get; private set; } = new();

    /// <summary>Replaces all faults.</summary>
    public void Set(ServiceFaults faults)
    {
        lock (gate)
        {
            Current = faults;
            left[(int)Fault.EmptyMessageQueueUrl] = faults.EmptyMessageQueueUrl;
            left[(int)Fault.EvictSession] = faults.EvictSession;
            left[(int)Fault.VanishScaleSet] = faults.VanishScaleSet;
            left[(int)Fault.AgentExists] = faults.AgentExists;
            left[(int)Fault.JobStillRunning] = faults.JobStillRunning;
            left[(int)Fault.StatisticsLag] = faults.StatisticsLag;
            left[(int)Fault.DuplicateJobCompleted] = faults.DuplicateJobCompleted;
            responses = [.. faults.Responses.Select(r => (r, 0))];
        }
    }

    /// <summary>Whether the fault happens now; it counts as happened then.</summary>
    public bool Take(Fault fault)
    {
        lock (gate)
        {
            if (left[(int)fault] == 0)
            {
                return false;
            }

            left[(int)fault]--;
            return true;
        }
    }

    /// <summary>The wrong answer that a call gets, or null.</summary>
    public ResponseFault? TakeResponse(string route)
    {
        lock (gate)
        {
            for (var i = 0; i < responses.Length; i++)
            {
                var (fault, seen) = responses[i];
                if ((fault.Route == route || fault.Route == "*") && seen < fault.Skip + fault.Times)
                {
                    responses[i].Seen++;
                    if (seen >= fault.Skip)
                    {
                        return fault;
                    }
                }
            }

            return null;
        }
    }
}
