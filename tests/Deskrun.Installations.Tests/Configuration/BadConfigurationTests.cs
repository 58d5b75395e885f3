using System.Text;
using Deskrun.Installations.Configuration;

namespace Deskrun.Installations.Tests.Configuration;

public sealed class BadConfigurationTests
{
    [Theory]
    [InlineData("", "conf:1: the file is empty")]
    [InlineData("{\n \"cluster_name\": \"x\",\n \"installations\": {", "conf:3: the JSON breaks off")]
    [InlineData("{\n \"cluster_name\": x,\n}\n", "conf:2: this is no JSON")]
    [InlineData("[]", "conf:1: must hold one JSON object")]
    [InlineData("{\"a\":1,\n\"a\":2,\n\"b\":3}", "a key stands twice")]
    public void What_is_no_configuration_names_the_line_and_the_way_out(string text, string expected)
    {
        var failed = Assert.Throws<ConfigurationException>(() => Read(text));

        Assert.Contains(expected, failed.Message);
        Assert.Contains("mv conf conf.broken", failed.Message);
    }

    [Fact]
    public void All_wrong_types_are_named_at_once_each_with_its_line()
    {
        var failed = Assert.Throws<ConfigurationException>(() =>
            Read(
                """
                {
                  "cluster_name": 5,
                  "installations": {
                    "a": {
                      "MinRunners": "many",
                      "MaxRunners": 1.5,
                      "CachePaths": [
                        "/fine",
                        7
                      ],
                      "Mounts": {}
                    },
                    "b": []
                  }
                }
                """
            )
        );

        Assert.Equal(
            [
                "conf:2: cluster_name must be a text, but is another number",
                "conf:5: installations.a.MinRunners must be a whole number, but is a text",
                "conf:6: installations.a.MaxRunners must be a whole number, but is another number",
                "conf:9: installations.a.CachePaths.1 must be a text or an object with Target and Source, but is another number",
                "conf:11: installations.a.Mounts must be a list, but is an object",
                "conf:13: installations.b must be an object, but is a list",
            ],
            failed.Problems
        );
    }

    [Fact]
    public void Wrong_types_in_the_fields_of_clusters_are_named_with_their_lines()
    {
        var failed = Assert.Throws<ConfigurationException>(() =>
            Read(
                """
                {
                  "cluster": {
                    "ApiPort": "6443",
                    "NodeMounts": ["/data"]
                  },
                  "installations": {
                    "a": {
                      "Cpus": 2,
                      "Environment": {
                        "LANG": "C",
                        "DEPTH": 3
                      }
                    },
                    "b": { "Environment": [] }
                  }
                }
                """
            )
        );

        Assert.Equal(
            [
                "conf:3: cluster.ApiPort must be a whole number, but is a text",
                "conf:4: cluster.NodeMounts.0 must be an object with Target, Source and Type, but is a text",
                "conf:8: installations.a.Cpus must be a text, but is another number",
                "conf:11: installations.a.Environment.DEPTH must be a text, but is another number",
                "conf:14: installations.b.Environment must be an object, but is a list",
            ],
            failed.Problems
        );
    }

    [Fact]
    public void A_name_that_differs_from_its_key_is_an_error()
    {
        var failed = Assert.Throws<ConfigurationException>(() => Read("""{"installations":{"a":{"Name":"b"}}}"""));

        Assert.Contains("must be the installation's own key, a", failed.Message);
    }

    [Theory]
    [InlineData("""{"installations":{"a":{"AuthValue":["planted-secret"]}}}""")]
    [InlineData("""{"installations":{"a":{"AuthValue":"planted-secret","MinRunners":"planted-secret"}}}""")]
    [InlineData("""{"installations":{"a":{"AuthValue":planted-secret}}}""")]
    [InlineData("""{"installations":{"a":{"AuthValue":"planted-secret""")]
    public void No_message_quotes_a_value(string text)
    {
        var failed = Assert.Throws<ConfigurationException>(() => Read(text));

        Assert.DoesNotContain("planted-secret", failed.ToString());
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.Equal(
            "x",
            ConfigurationDocument.Read("conf", [0xEF, 0xBB, 0xBF, .. """{"cluster_name":"x"}"""u8]).ClusterName
        );

    private static ConfigurationDocument Read(string text) =>
        ConfigurationDocument.Read("conf", Encoding.UTF8.GetBytes(text));
}
