namespace Deskrun.Kubernetes.Access;

/// <summary>A service account, as the API server's authorization knows it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record AccountName(string Namespace, string Name)
{
    /// <summary>Its user name.</summary>
    public string User => $"system:serviceaccount:{Namespace}:{Name}";

    /// <summary>The groups of every service account of its namespace.</summary>
    public IReadOnlyList<string> Groups =>
        ["system:serviceaccounts", $"system:serviceaccounts:{Namespace}", "system:authenticated"];
}
