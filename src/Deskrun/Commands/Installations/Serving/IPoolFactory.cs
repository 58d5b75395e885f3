using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Starts what serves a scale set on this machine.</summary>
internal interface IPoolFactory : IAsyncDisposable
{
    /// <summary>The runner program that is used, in words.</summary>
    string Runner { get; }

    /// <summary>Makes or adopts the scale set at the service and begins to listen.</summary>
    /// <exception cref="Exception">It can't be served now; the message is the cause that status shows.</exception>
    Task<IScaleSetPool> StartAsync(Installation installation, PlannedScaleSet plan, CancellationToken cancellation);

    /// <summary>
    /// Takes the scale sets off the service that an installation does not have any more after a change. Nothing of them
    /// is served at that time; what can't be removed is told and left.
    /// </summary>
    Task RetireAsync(Installation before, Installation after);
}
