namespace Deskrun.Installations.Credentials;

/// <summary>Where a secret is found. Only <see cref="InConfiguration"/> holds one, and never prints it.</summary>
public abstract record CredentialReference
{
    /// <summary>There is no credential.</summary>
    public static CredentialReference None { get; } = new Missing();

    /// <summary>The reference in words for people; never the secret.</summary>
    public abstract string Describe();

    /// <summary>No credential was given.</summary>
    public sealed record Missing : CredentialReference
    {
        /// <inheritdoc />
        public override string Describe() => "none";
    }

    /// <summary>The value of an environment variable at the time of use.</summary>
    /// <param name="Variable">The variable's name.</param>
    public sealed record FromEnvironment(string Variable) : CredentialReference
    {
        /// <inheritdoc />
        public override string Describe() => $"variable {Variable}";
    }

    /// <summary>The content of a file at the time of use.</summary>
    /// <param name="Path">Its absolute path.</param>
    public sealed record FromFile(string Path) : CredentialReference
    {
        /// <inheritdoc />
        public override string Describe() => $"file {Path}";
    }

    /// <summary>A value that deskrun keeps in a file of its own, mode 0600.</summary>
    /// <param name="Key">The name under which it is kept.</param>
    public sealed record Stored(string Key) : CredentialReference
    {
        /// <inheritdoc />
        public override string Describe() => "stored";
    }

    /// <summary>A value in the configuration file itself, as the original tool kept it.</summary>
    public sealed record InConfiguration : CredentialReference
    {
        /// <summary>Takes the value.</summary>
        public InConfiguration(string value) => Value = value;

        /// <summary>The secret.</summary>
        public string Value { get; }

        /// <inheritdoc />
        public override string Describe() => "in config.json";

        /// <summary>Never the value.</summary>
        public override string ToString() => Describe();
    }
}
