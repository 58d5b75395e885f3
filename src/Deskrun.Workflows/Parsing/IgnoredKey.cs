using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Parsing;

/// <summary>A key that is known but means nothing on this machine.</summary>
/// <param name="Key">The key's path, with <c>&lt;job_id&gt;</c> for the job, such as <c>jobs.&lt;job_id&gt;.permissions</c>.</param>
/// <param name="Position">Where it stands first.</param>
/// <param name="Reason">Why it means nothing.</param>
public sealed record IgnoredKey(string Key, SourcePosition Position, string Reason);
