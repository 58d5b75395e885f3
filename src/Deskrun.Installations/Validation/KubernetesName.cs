namespace Deskrun.Installations.Validation;

/// <summary>What Kubernetes takes as names.</summary>
public static class KubernetesName
{
    /// <summary>True for a DNS subdomain (RFC 1123), as most objects are called: at most 253 letters.</summary>
    public static bool IsSubdomain(string name) => name.Length is > 0 and <= 253 && name.Split('.').All(IsLabel);

    /// <summary>True for a DNS label (RFC 1123), as namespaces are called: at most 63 letters.</summary>
    public static bool IsLabel(string name) =>
        name.Length is > 0 and <= 63
        && name[0] != '-'
        && name[^1] != '-'
        && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
