namespace Deskrun.Installations.Validation;

/// <summary>What the settings of a runner's Pod may be, wherever it runs.</summary>
internal static class PodRules
{
    // What the service, ARC or the mode itself sets; another value would break the runner in ways nobody could see.
    private static readonly string[] ReservedVariables =
    [
        "ACTIONS_RUNNER_INPUT_JITCONFIG",
        "ACTIONS_RUNNER_POD_NAME",
        "ACTIONS_RUNNER_CONTAINER_HOOKS",
        "ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE",
        "GITHUB_ACTIONS_RUNNER_EXTRA_USER_AGENT",
    ];

    private static readonly string[] DockerVariables = ["DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"];

    private const decimal LeastMemory = 16 * 1024 * 1024;

    public static IEnumerable<string> Problems(Installation installation) =>
        [
            .. Image(installation),
            .. Amounts(installation),
            .. Variables(installation),
            .. WorkVolumes(installation),
            .. Template(installation),
        ];

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
            else if (IsReserved(name, installation.Mode))
            {
                yield return $"--env {name}: this variable is set for the runner; another value would break it";
            }
        }
    }

    private static IEnumerable<string> WorkVolumes(Installation installation)
    {
        if (installation.WorkVolume is { } text && WorkVolume.Read(text) is null)
        {
            yield return $"--work-volume {text}: give none, SIZE (such as 10Gi) or STORAGE-CLASS:SIZE";
        }
    }

    private static IEnumerable<string> Template(Installation installation)
    {
        if (installation.Template is { } file && !Path.IsPathRooted(file))
        {
            yield return $"the template {file} must be an absolute path";
        }
    }

    private static bool IsReserved(string name, string mode) =>
        ReservedVariables.Contains(name)
        || (RunnerModes.Parse(mode) == RunnerMode.Dind && DockerVariables.Contains(name));

    private static bool IsVariable(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static string Printable(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));
}
