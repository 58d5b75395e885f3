namespace Deskrun.Installations.Validation;

/// <summary>What the settings of a runner's Pod may be, wherever it runs.</summary>
internal static class PodRules
{
    private const decimal LeastMemory = 16 * 1024 * 1024;

    public static IEnumerable<string> Problems(Installation installation) =>
        [.. Image(installation), .. Amounts(installation), .. Variables(installation), .. Template(installation)];

    private static IEnumerable<string> Image(Installation installation)
    {
        if (installation.Image is { } image && ImageReference.Problem(image) is { } problem)
        {
            yield return $"--image: {problem}";
        }
    }

    private static IEnumerable<string> Amounts(Installation installation)
    {
        if (installation.Cpus is { } cpus && Quantity.Read(cpus) is not (>= 0.001m and <= 10_000))
        {
            yield return $"--cpus {cpus}: give a number of CPUs such as 2, 0.5 or 500m";
        }

        if (installation.Memory is not { } memory)
        {
            yield break;
        }

        if (Quantity.Read(memory) is not { } bytes)
        {
            yield return $"--memory {memory}: give an amount such as 512Mi or 4Gi";
        }
        else if (bytes < LeastMemory)
        {
            var meant = memory.All(char.IsAsciiDigit)
                ? $"; did you mean {memory}Gi?"
                : "; give one such as 512Mi or 4Gi";
            yield return $"--memory {memory} is {bytes:0.###} bytes, in which no runner starts{meant}";
        }
    }

    private static IEnumerable<string> Variables(Installation installation)
    {
        foreach (var (name, value) in installation.Environment)
        {
            if (!IsVariable(name))
            {
                yield return $"--env {Printable(name)}: a name is of letters, digits and underscores and starts with no digit";
            }
            else if (value.Contains('\0'))
            {
                yield return $"--env {name}: its value holds a zero character, which no environment can";
            }
        }
    }

    private static IEnumerable<string> Template(Installation installation)
    {
        if (installation.Template is { } file && !Path.IsPathRooted(file))
        {
            yield return $"the template {file} must be an absolute path";
        }
    }

    private static bool IsVariable(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static string Printable(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));
}
