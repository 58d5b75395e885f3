using System.Net;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Faults;

namespace Deskrun.ActionsService;

/// <summary>How a local Actions service listens, whom it trusts and how long it waits.</summary>
public sealed record ActionsServiceOptions
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What clients present as personal access token. Null generates one, which is allowed on loopback only.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>The GitHub Apps that may sign in; without any, every app is refused.</summary>
    public IReadOnlyList<AppRegistration> Apps { get; init; } = [];

    /// <summary>Runner groups besides <c>Default</c>, which has id 1; these follow from 2.</summary>
    public IReadOnlyList<string> RunnerGroups { get; init; } = [];

    /// <summary>How jobs reach scale sets.</summary>
    public JobPath JobPath { get; init; } = JobPath.Direct;

    /// <summary>What runners sign in with.</summary>
    public RunnerCredential RunnerCredential { get; init; } = RunnerCredential.OAuth;

    /// <summary>How long an empty poll is held; the real service holds for about 50 seconds.</summary>
    public TimeSpan PollHold { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Lifetime of a registration token.</summary>
    public TimeSpan RegistrationTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Lifetime of an app's installation token.</summary>
    public TimeSpan InstallationTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Lifetime of the admin token that a registration gives.</summary>
    public TimeSpan AdminTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Lifetime of a message session's queue token.</summary>
    public TimeSpan QueueTokenLifetime { get; init; } = TimeSpan.FromMinutes(55);

    /// <summary>Lifetime of a runner's own token.</summary>
    public TimeSpan RunnerTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a job stays with its runner after the last renewal; then it fails.</summary>
    public TimeSpan JobLockDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an assigned job waits for a runner before it returns to the queue.</summary>
    public TimeSpan AssignTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause before a job that no runner took is assigned again; doubles each time.</summary>
    public TimeSpan RequeueDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a job may be queued before it is cancelled.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a cancelled job may run its <c>always()</c> steps before it is taken away.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a listener may be silent before another one may open a session.</summary>
    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where logs are kept (made with mode 0700). Null keeps them in a temporary folder until the service stops.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// Ids of runs begin after this number, or after those of the runs in <see cref="DataFolder"/>. For services that
    /// share a history although each has a folder of its own.
    /// </summary>
    public long RunIdsAfter { get; init; }

    /// <summary>What goes wrong on purpose; null for nothing. For tests and for developing against the service.</summary>
    public ServiceFaults? Faults { get; init; }

    /// <summary>The clock of every lifetime and time-out.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether only this machine can reach the service.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Names the address only: the options hold a secret.</summary>
    public override string ToString() => $"Actions service on {Address}:{Port}";
}
