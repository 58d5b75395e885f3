namespace Deskrun.Backends.Cluster.Helm;

/// <summary>A release as <c>helm list</c> tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Revision">Its latest revision.</param>
/// <param name="Status"><c>deployed</c>, <c>failed</c>, <c>pending-install</c> …</param>
/// <param name="Chart">The chart with its version, such as <c>gha-runner-scale-set-0.14.2</c>.</param>
public sealed record HelmReleaseInfo(string Name, string Namespace, int Revision, string Status, string Chart);
