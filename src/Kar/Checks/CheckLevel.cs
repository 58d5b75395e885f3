namespace Kar.Checks;

/// <summary>How bad a finding is.</summary>
internal enum CheckLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but somebody should look at it.</summary>
    Warning,

    /// <summary>No job can run.</summary>
    Error,
}
