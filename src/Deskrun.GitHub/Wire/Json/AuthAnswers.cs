namespace Deskrun.GitHub.Wire.Json;

internal sealed class RegistrationAnswer
{
    public string? Url { get; set; }

    public string? Token { get; set; }
}

internal sealed class TokenAnswer
{
    public string? Token { get; set; }
}

internal sealed class InstallationAnswer
{
    public long? Id { get; set; }
}

internal sealed class ListAnswer<T>
{
    public int? Count { get; set; }

    public List<T>? Value { get; set; }
}
