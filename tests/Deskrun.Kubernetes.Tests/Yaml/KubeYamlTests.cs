using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Kubernetes.Tests.Yaml;

public sealed class KubeYamlTests
{
    [Theory]
    [InlineData("a: text", """{"a":"text"}""")]
    [InlineData("a: 'true'", """{"a":"true"}""")]
    [InlineData("a: !!str 5", """{"a":"5"}""")]
    [InlineData("a: [true, yes, On, false, no, OFF]", """{"a":[true,true,true,false,false,false]}""")]
    [InlineData("a: [y, n]", """{"a":["y","n"]}""")]
    [InlineData("a: [null, ~, ]", """{"a":[null,null]}""")]
    [InlineData("a: [1, -2, +3, 1_000, 0x1f, 0o17, 0755, 0b101]", """{"a":[1,-2,3,1000,31,15,493,5]}""")]
    [InlineData("a: [1.5, 1e3, .5]", """{"a":[1.5,1000,0.5]}""")]
    [InlineData(
        "a: [1.2.3, 0x, 10Gi, 500m, 2026-01-01, _1, '-']",
        """{"a":["1.2.3","0x","10Gi","500m","2026-01-01","_1","-"]}"""
    )]
    [InlineData("a: |\n  two\n  lines\n", """{"a":"two\nlines\n"}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("d: &x {b: 1, e: 2}\nc:\n  <<: *x\n  b: 3", """{"d":{"b":1,"e":2},"c":{"b":3,"e":2}}""")]
    [InlineData("{\"a\": {\"b\": [1, \"x\"]}}", """{"a":{"b":[1,"x"]}}""")]
    public void A_manifest_is_read_as_kubectl_reads_it(string yaml, string json) =>
        Assert.Equal(json, Assert.Single(KubeYaml.ReadManifests(yaml, "file.yaml")).ToJsonString());

    [Fact]
    public void Several_documents_come_in_order_without_the_empty_ones()
    {
        var read = KubeYaml.ReadManifests("---\na: 1\n---\n# nothing\n---\nb: 2\n", "file.yaml");

        Assert.Equal(["""{"a":1}""", """{"b":2}"""], read.Select(one => one.ToJsonString()));
    }

    [Theory]
    [InlineData("a: {b: 1", "file.yaml, line 2, column 1: ")]
    [InlineData("a: 1\na: 2", "file.yaml, line 2: the key a stands there twice")]
    [InlineData("- a\n- b", "file.yaml: a document is no mapping")]
    [InlineData("a: *nobody", "names nothing above it")]
    [InlineData("? [a]\n: b", "a key must be plain text")]
    public void What_is_wrong_is_told_with_its_place(string yaml, string told)
    {
        var error = Assert.Throws<KubeYamlException>(() => KubeYaml.ReadManifests(yaml, "file.yaml"));

        Assert.Contains(told, error.Message);
    }

    [Fact]
    public void Malicious_texts_end_in_an_error_not_in_a_crash()
    {
        var deep = "a: " + new string('[', 5000);
        Assert.Throws<KubeYamlException>(() => KubeYaml.ReadManifests(deep, "deep.yaml"));

        var lines = Enumerable
            .Range(1, 9)
            .Select(n => $"l{n}: &l{n} [{string.Join(',', Enumerable.Repeat($"*l{n - 1}", 9))}]");
        var laughs = "l0: &l0 [x]\n" + string.Join('\n', lines);
        var error = Assert.Throws<KubeYamlException>(() => KubeYaml.ReadManifests(laughs, "laughs.yaml"));
        Assert.Contains("aliases stand for more than", error.Message);
    }
}
