using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Kubernetes.Tests.Yaml;

public sealed class KubeYamlTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData("10")]
    [InlineData("10Gi")]
    [InlineData("500m")]
    [InlineData(".5")]
    [InlineData(".inf")]
    [InlineData("...")]
    [InlineData("---")]
    [InlineData("-")]
    [InlineData("- item")]
    [InlineData("--flag=value")]
    [InlineData("2026-11-23")]
    [InlineData("1:30")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("ends:")]
    [InlineData("${schema.spec.name}")]
    [InlineData("{a}")]
    [InlineData("[a]")]
    [InlineData("*anchor")]
    [InlineData("&anchor")]
    [InlineData("!tag")]
    [InlineData("%directive")]
    [InlineData("@at")]
    [InlineData("it's \"quoted\"")]
    [InlineData("tab\there")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("two\n\nlines\n\n")]
    [InlineData("\nfirst empty")]
    [InlineData("  indented\nblock\n")]
    [InlineData("trailing blank \nblock\n")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("Grüße")]
    [InlineData("/path/with:colon")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData("y")]
    public void A_text_is_read_as_the_same_text(string text)
    {
        var document = new JsonObject
        {
            ["value"] = text,
            [text.Length > 0 ? text : "empty"] = "key",
            ["list"] = new JsonArray(text, new JsonArray(text), new JsonObject { ["in"] = text }),
        };

        var again = KubeYaml.ReadManifests(KubeYamlText.Write(document), "test");

        Assert.True(JsonNode.DeepEquals(document, Assert.Single(again)), KubeYamlText.Write(document));
    }

    [Fact]
    public void Numbers_booleans_nothing_and_emptiness_stay_what_they_are()
    {
        var document = new JsonObject
        {
            ["whole"] = 5,
            ["real"] = 1.5,
            ["yes"] = true,
            ["none"] = null,
            ["object"] = new JsonObject(),
            ["list"] = new JsonArray(new JsonObject(), new JsonArray(), null, 1),
        };

        var again = KubeYaml.ReadManifests(KubeYamlText.Write(document), "test");

        Assert.True(JsonNode.DeepEquals(document, Assert.Single(again)), KubeYamlText.Write(document));
    }

    [Fact]
    public void It_looks_as_a_person_writes_it() =>
        Assert.Equal(
            """
            kind: Pod
            metadata:
              labels: {}
            spec:
              containers:
                - name: runner
                  args:
                    - --verbose
                  text: |
                    one
                    two
              memory: 4Gi

            """,
            KubeYamlText.Write(
                new JsonObject
                {
                    ["kind"] = "Pod",
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject() },
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(
                            new JsonObject
                            {
                                ["name"] = "runner",
                                ["args"] = new JsonArray("--verbose"),
                                ["text"] = "one\ntwo\n",
                            }
                        ),
                        ["memory"] = "4Gi",
                    },
                }
            )
        );
}
