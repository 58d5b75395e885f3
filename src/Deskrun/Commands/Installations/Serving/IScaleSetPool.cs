namespace Deskrun.Commands.Installations.Serving;

/// <summary>One scale set that is listened for, with the runners that are kept for it.</summary>
internal interface IScaleSetPool : IAsyncDisposable
{
    /// <summary>How it is at this moment.</summary>
    ScaleSetStatus Status();

    /// <summary>Takes no new jobs and returns when all runners are gone.</summary>
    /// <param name="forced">When cancelled, running jobs are ended.</param>
    Task DrainAsync(CancellationToken forced);
}
