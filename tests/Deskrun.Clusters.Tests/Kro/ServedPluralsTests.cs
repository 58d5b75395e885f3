using Deskrun.Backends.Cluster.Kro;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Kro;

public sealed class ServedPluralsTests
{
    [Fact]
    public async Task The_servers_plural_counts_and_what_it_does_not_serve_is_left_out()
    {
        var cluster = await TestCluster.SharedAsync();
        using var client = cluster.Client();
        const string template = """
            apiVersion: kro.run/v1alpha1
            kind: ResourceGraphDefinition
            metadata: { name: a }
            spec:
              schema: { apiVersion: v1alpha1, group: nobody.example.com, kind: Thing }
              resources:
                - id: endpoints
                  template: { apiVersion: v1, kind: Endpoints, metadata: { name: a } }
                - id: job
                  template: { apiVersion: batch/v1, kind: Job, metadata: { name: a } }
            """;

        var plurals = await ServedPlurals.ReadAsync(
            client,
            [template, "no: [yaml"],
            TestContext.Current.CancellationToken
        );

        // The rules of English would say "endpointses".
        Assert.Equal("endpoints", plurals["/Endpoints"]);
        Assert.Equal("jobs", plurals["batch/Job"]);
        Assert.DoesNotContain("nobody.example.com/Thing", plurals.Keys);
    }
}
