using System.Text;
using Deskrun.ScriptRunner.Masking;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>Knows which values of a job are secrets.</summary>
internal static class JobSecrets
{
    /// <summary>The variable behind <c>github.token</c>.</summary>
    public const string TokenVariable = "system.github.token";

    private const string AccessTokenVariable = "system.accessToken";

    /// <summary>Makes the masker of a job: secret variables, masks of the message, the job's own bearer.</summary>
    public static SecretMasker Masker(JobMessage job)
    {
        var masker = new SecretMasker();
        foreach (var variable in job.Variables.Values.Where(v => v.IsSecret))
        {
            masker.Add(variable.Value);
        }

        foreach (var pattern in job.MaskPatterns)
        {
            masker.AddPattern(pattern);
        }

        masker.Add(job.AccessToken);
        if (job.Variable(TokenVariable) is { Length: > 0 } token)
        {
            // git's basic authentication.
            masker.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}")));
        }

        return masker;
    }

    /// <summary>The <c>secrets</c> context: every secret variable but the runner's own tokens.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Context(JobMessage job)
    {
        // A secret of this name, if the service sends one, comes after it and wins.
        if (job.Variable(TokenVariable) is { Length: > 0 } token)
        {
            yield return new("GITHUB_TOKEN", token);
        }

        foreach (var (name, variable) in job.Variables)
        {
            if (
                variable.IsSecret
                && !name.Equals(TokenVariable, StringComparison.OrdinalIgnoreCase)
                && !name.Equals(AccessTokenVariable, StringComparison.OrdinalIgnoreCase)
            )
            {
                yield return new(name, variable.Value);
            }
        }
    }
}
