using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deskrun.Backends.Tests.Cluster.Seeing;

public sealed class GoldenStateTests
{
    private static readonly JsonSerializerOptions Shown = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static IEnumerable<TheoryDataRow<string>> Cases() => SeenCase.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_picture_of_a_cluster_means_what_is_kept_beside_it(string name)
    {
        var seen = new SeenCase(name);

        seen.Check("expected.json", JsonSerializer.Serialize(seen.State(), Shown) + "\n");
    }
}
