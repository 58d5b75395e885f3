using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Rendering;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Kind;

/// <summary>Command lines with a home of their own, the real kind and a real Docker daemon.</summary>
internal sealed class ClusterLine : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string kind = Tools.Need("kind");
    private readonly string path = Environment.GetEnvironmentVariable("PATH")!;

    public string Home => folder.File("home");

    public string UserHome => folder.File("user");

    /// <summary>Where Docker is looked for; null means where it is.</summary>
    public string? DockerHost { get; init; } = Environment.GetEnvironmentVariable("DOCKER_HOST");

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = UserHome,
            ["DESKRUN_HOME"] = Home,
            ["DESKRUN_KIND"] = kind,
            ["PATH"] = path,
        };
        if (DockerHost is not null)
        {
            variables["DOCKER_HOST"] = DockerHost;
        }

        var context = new CliContext
        {
            Terminal = new Terminal
            {
                Out = output,
                Error = error,
                In = new StringReader(""),
            },
            Variable = name => variables.GetValueOrDefault(name),
            Variables = () => variables,
            Time = TimeProvider.System,
            WorkingFolder = folder.Path,
            Self = ["deskrun"],
        };
        var code = await Deskrun
            .Commands.CommandLine.RunAsync(context, arguments)
            .WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
