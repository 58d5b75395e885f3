namespace Deskrun.RunnerContract.Graphs;

/// <summary>How old the KRO is that serves an RGD.</summary>
public enum KroAge
{
    /// <summary>0.9 or newer: everything of the runner contract holds.</summary>
    Current,

    /// <summary>0.6.1 to 0.8: works, but external references are not watched and Secret values stay base64.</summary>
    Older,

    /// <summary>Before 0.6.1: ends cannot be seen reliably, so kar refuses it.</summary>
    TooOld,

    /// <summary>KRO has not written anything on the RGD yet.</summary>
    NotJudged,
}
