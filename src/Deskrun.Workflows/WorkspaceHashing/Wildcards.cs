namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>Matches a list against a pattern in which some parts stand for any number of items.</summary>
internal static class Wildcards
{
    /// <summary>
    /// Whether the pattern matches the whole list. Only the last star is ever extended, which is enough and keeps
    /// hostile patterns from costing more than pattern times list.
    /// </summary>
    /// <param name="parts">How many parts the pattern has.</param>
    /// <param name="isStar">Whether a part stands for any number of items.</param>
    /// <param name="matches">Whether a part (first) matches an item (second).</param>
    /// <param name="items">How many items there are.</param>
    public static bool Match(int parts, Func<int, bool> isStar, Func<int, int, bool> matches, int items)
    {
        var (part, item, star, resume) = (0, 0, -1, 0);
        while (item < items)
        {
            if (part < parts && isStar(part))
            {
                (star, resume) = (part++, item);
            }
            else if (part < parts && matches(part, item))
            {
                part++;
                item++;
            }
            else if (star >= 0)
            {
                (part, item) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (part < parts && isStar(part))
        {
            part++;
        }

        return part == parts;
    }
}
