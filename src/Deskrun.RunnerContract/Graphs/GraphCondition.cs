namespace Deskrun.RunnerContract.Graphs;

/// <summary>One condition of an RGD or of an instance.</summary>
/// <param name="Type">Its type, such as <c>GraphAccepted</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">The reason in one word; may be empty.</param>
/// <param name="Message">The message; may be empty.</param>
/// <param name="ObservedGeneration">The generation it speaks of, when it says so.</param>
public sealed record GraphCondition(string Type, string Status, string Reason, string Message, long? ObservedGeneration)
{
    /// <summary>Reads <c>status.conditions</c> of an object.</summary>
    public static IReadOnlyList<GraphCondition> ReadAll(JsonNode? item) =>
        [
            .. item.Items("status", "conditions")
                .Select(c => new GraphCondition(
                    c.Text("type") ?? "",
                    c.Text("status") ?? "Unknown",
                    c.Text("reason") ?? "",
                    c.Text("message") ?? "",
                    c.Whole("observedGeneration")
                )),
        ];

    /// <summary>The condition as one line to quote.</summary>
    public override string ToString() =>
        $"{Type}={Status}"
        + (Reason.Length > 0 ? $" ({Reason})" : "")
        + (Message.Length > 0 ? $": {Message.ReplaceLineEndings("; ")}" : "");
}
