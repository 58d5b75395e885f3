namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>What one name of a path must look like.</summary>
internal sealed class GlobSegment
{
    private readonly List<GlobCharacter> characters;

    private GlobSegment(List<GlobCharacter> characters) => this.characters = characters;

    /// <summary>Whether this is <c>**</c>, which stands for any number of folders.</summary>
    public bool IsGlobstar { get; private init; }

    /// <summary>The name itself when nothing in it is a wildcard.</summary>
    public string? Literal { get; private init; }

    public static GlobSegment OfLiteral(string name) => new([.. name.Select(GlobCharacter.Literal)]) { Literal = name };

    public static GlobSegment Parse(string text)
    {
        if (text == "**")
        {
            return new([]) { IsGlobstar = true };
        }

        var characters = GlobCharacter.ParseAll(text);
        var literal = characters.TrueForAll(c => c.Exact is not null)
            ? string.Concat(characters.Select(c => c.Exact!.Value))
            : null;
        return new(characters) { Literal = literal };
    }

    public bool Matches(string name) =>
        Literal is not null
            ? Literal == name
            : Wildcards.Match(
                characters.Count,
                i => characters[i].IsStar,
                (i, j) => characters[i].Matches(name[j]),
                name.Length
            );
}
