using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>Asks the Actions service something in an installation's name, for no longer than a given time.</summary>
internal sealed class ServiceQuestion(CliContext context, InstallationHome home)
{
    /// <summary>Asks.</summary>
    /// <param name="installation">Whose credential.</param>
    /// <param name="patience">The longest that it may take.</param>
    /// <param name="ask">What is asked.</param>
    /// <param name="cancellation">Ends it, and is the one thing that is thrown on.</param>
    /// <returns>Null when it was answered, else why not.</returns>
    public async Task<Unanswered?> AskAsync(
        Installation installation,
        TimeSpan patience,
        Func<ActionsServiceClient, CancellationToken, Task> ask,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
            using var service = new ServiceAccess(context).Open(installation, secret, ServiceAccess.Quick);
            await ask(service, either.Token);
            return null;
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested && IsExpected(failed))
        {
            return new(
                failed is OperationCanceledException ? $"no answer within {patience.TotalSeconds:0} s" : failed.Message,
                failed
            );
        }
    }

    // An InvalidOperationException names a runner group that is not there.
    private static bool IsExpected(Exception failed) =>
        failed
            is ActionsServiceException
                or CredentialException
                or InvalidOperationException
                or OperationCanceledException;
}

/// <summary>A question that the service did not answer.</summary>
/// <param name="Cause">Why, in words for people.</param>
/// <param name="Failure">What was thrown.</param>
internal sealed record Unanswered(string Cause, Exception Failure);
