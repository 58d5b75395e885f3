using Deskrun.RunnerContract.Removal;

namespace Deskrun.RunnerContract.Tests.Removal;

public sealed class InstanceRemovalTests
{
    private static readonly ResourceKind _kind = new("kro.run", "v1alpha1", "podrunners", true, "PodRunner");

    [Theory]
    [InlineData("""["kro.run/finalizer"]""", "null")]
    [InlineData("""["kro.run/finalizer","example.com/other"]""", """["example.com/other"]""")]
    public void Without_a_graph_what_was_made_goes_first_and_then_the_finalizer(string finalizers, string left)
    {
        var instance = Instance(finalizers);
        Assert.True(InstanceRemoval.IsHeld(instance));
        Assert.Equal(
            "kubectl delete podrunners.kro.run demo -n runners --wait=false"
                + " && kubectl delete Pod,VirtualMachine.kubevirt.io -n runners -l applyset.kubernetes.io/part-of=set-1"
                + $$$""" && kubectl patch podrunners.kro.run demo -n runners --type=merge -p '{"metadata":{"finalizers":{{{left}}}}}'""",
            InstanceRemoval.WithoutGraph(_kind, instance)
        );
    }

    [Fact]
    public void What_kro_never_touched_is_held_by_nobody_and_has_nothing_made()
    {
        var instance = Instance("[]");
        instance["metadata"]!["annotations"] = null;
        Assert.False(InstanceRemoval.IsHeld(instance));
        Assert.DoesNotContain("part-of", InstanceRemoval.WithoutGraph(_kind, instance), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_made_in_other_namespaces_is_looked_for_everywhere()
    {
        var instance = Instance("[]");
        instance["metadata"]!["annotations"]!["applyset.kubernetes.io/additional-namespaces"] = "other";
        Assert.Contains(
            "VirtualMachine.kubevirt.io -A -l",
            InstanceRemoval.WithoutGraph(_kind, instance),
            StringComparison.Ordinal
        );
    }

    private static JsonObject Instance(string finalizers) =>
        new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "demo",
                ["namespace"] = "runners",
                ["labels"] = new JsonObject { ["applyset.kubernetes.io/id"] = "set-1" },
                ["annotations"] = new JsonObject
                {
                    ["applyset.kubernetes.io/contains-group-kinds"] = "Pod,VirtualMachine.kubevirt.io",
                    ["applyset.kubernetes.io/additional-namespaces"] = "",
                },
                ["finalizers"] = JsonNode.Parse(finalizers),
            },
        };
}
