namespace Deskrun.Installations;

/// <summary>A folder inside of the runner that outlives it.</summary>
/// <param name="Target">Where the runner sees it.</param>
/// <param name="Source">Where it lies on the host; empty means a folder that deskrun chooses.</param>
public sealed record CachePath(string Target, string Source);
