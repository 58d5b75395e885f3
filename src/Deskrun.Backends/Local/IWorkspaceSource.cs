namespace Deskrun.Backends.Local;

/// <summary>Puts the files that a job finds in its workspace there before its runner starts.</summary>
public interface IWorkspaceSource
{
    /// <summary>The repository's name without its owner: the workspace is <c>_work/NAME/NAME</c>.</summary>
    string Repository { get; }

    /// <summary>Makes the workspace: a folder with files, or a symbolic link to one.</summary>
    /// <param name="folder">Full path; it does not exist yet, the folder above it does.</param>
    /// <param name="cancellation">Ends the filling; what was made is removed by the caller.</param>
    Task FillAsync(string folder, CancellationToken cancellation);
}
