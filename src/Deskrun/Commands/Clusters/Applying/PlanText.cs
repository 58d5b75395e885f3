using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>A plan as people read it.</summary>
internal static class PlanText
{
    /// <summary>One line a step.</summary>
    public static void Write(TextWriter writer, string context, ClusterPlan plan)
    {
        writer.WriteLine($"Cluster {context}:");
        foreach (var step in plan.Steps)
        {
            var why = step.Why.Length > 0 ? $" – {step.Why}" : "";
            writer.WriteLine($"  {Verb(step.Kind), -7} {Subject(step.Subject)} {step.Name}{why}");
        }

        if (plan.Steps.Count == 0)
        {
            writer.WriteLine("  nothing");
        }
    }

    /// <summary>What keeps a plan from being carried out, one paragraph each.</summary>
    public static string Refusals(ClusterPlan plan) =>
        string.Join(
            Environment.NewLine,
            plan.Refusals.Select(step => $"{(step.Name.Length > 0 ? step.Name + ": " : "")}{step.Why}")
        );

    private static string Verb(PlanStepKind kind) => kind.ToString().ToLowerInvariant();

    private static string Subject(PlanSubject subject) =>
        subject switch
        {
            PlanSubject.ScaleSet => "scale set",
            PlanSubject.Controller => "controller",
            PlanSubject.Kro => "KRO",
            _ => "installation",
        };
}
