namespace Deskrun.Tests.Installations;

/// <summary><c>deskrun add</c> for a cluster that a test plays.</summary>
public sealed class AddToClusterTests : IDisposable
{
    private const string Graph = """
        apiVersion: kro.run/v1alpha1
        kind: ResourceGraphDefinition
        metadata:
          name: vm
        spec:
          schema:
            apiVersion: v1alpha1
            kind: RunnerVm
            spec:
              jitConfigSecretName: string
        """;

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task It_is_stored_with_everything_it_says_and_deployed_at_once()
    {
        var ended = await place.RunAsync(
            Workplace.AddThere(
                "a",
                "--mode",
                "privileged",
                "--instances",
                "2",
                "--cache",
                "/root/.cache,/src:/var/lib/docker",
                "--mount",
                "/run/docker.sock:/var/run/docker.sock:Socket",
                "--image",
                "ghcr.io/o/runner:1",
                "--cpus",
                "500m",
                "--memory",
                "4Gi",
                "--env",
                "LANG=C",
                "--host-pid",
                "--host-ipc",
                "--labels",
                "gpu",
                "--runner-group",
                "lab"
            )
        );

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Contains("Its cluster serves it now", ended.Output);
        Assert.Equal(["apply a"], place.Cluster.Asked);
        Assert.Equal("kubernetes/prod", place.Cluster.Context);
        var stored = place.Stored("a");
        Assert.Equal(
            ("cached-privileged-kubernetes", "ghcr.io/o/runner:1", "500m", "4Gi", true, true, "lab"),
            (stored.Mode, stored.Image, stored.Cpus, stored.Memory, stored.HostPid, stored.HostIpc, stored.RunnerGroup)
        );
        Assert.Equal([new("/root/.cache", ""), new("/var/lib/docker", "/src")], stored.CachePaths);
        Assert.Equal("Socket", Assert.Single(stored.Mounts).Type);
    }

    [Fact]
    public async Task A_mode_that_is_not_given_is_kubernetes_and_no_up_asks_no_cluster()
    {
        var ended = await place.RunAsync(Workplace.AddThere("a", "--no-up", "--work-volume", "fast:10Gi"));

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("Next: deskrun up; then jobs with `runs-on: a` run on the cluster", ended.Output);
        Assert.Empty(place.Cluster.Asked);
        Assert.Equal(("kubernetes", "fast:10Gi"), (place.Stored("a").Mode, place.Stored("a").WorkVolume));
    }

    [Fact]
    public async Task A_context_that_does_not_exist_stops_it_before_anything_is_stored()
    {
        place.Cluster.NoContext = "there is no context prod";

        var ended = await place.RunAsync(Workplace.AddThere("a"));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("there is no context prod", ended.Error);
        Assert.Contains("--no-up", ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Fact]
    public async Task What_a_cluster_refuses_stays_stored_and_the_same_command_goes_on()
    {
        place.Cluster.Failure = "helm is not installed";
        var failed = await place.RunAsync(Workplace.AddThere("a"));
        place.Cluster.Failure = null;
        var again = await place.RunAsync(Workplace.AddThere("a"));

        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Contains("helm is not installed", failed.Error);
        Assert.Contains("a is stored", failed.Error);
        Assert.Equal(ExitCodes.Success, again.Code);
        Assert.Equal(["apply a", "apply a"], place.Cluster.Asked);
    }

    [Fact]
    public async Task A_dry_run_asks_the_cluster_for_nothing()
    {
        var ended = await place.RunAsync(Workplace.AddThere("a", "--dry-run"));

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("scale set a in arc-systems, chart ", ended.Output);
        Assert.Empty(place.Cluster.Asked);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Theory]
    [InlineData("the mode process is for the backend local only", "--mode", "process")]
    [InlineData("--trust-jobs has no meaning on a cluster", "--trust-jobs")]
    [InlineData("--work-volume belongs to --mode kubernetes", "--mode", "dind", "--work-volume", "1Gi")]
    [InlineData("--work-volume", "--work-volume", "big")]
    [InlineData("--host-pid and --host-ipc belong to --mode cached-privileged", "--host-pid")]
    [InlineData("--template belongs to --mode kro", "--template", "x.yaml")]
    [InlineData("needs --template FILE", "--mode", "kro")]
    [InlineData("there is no such file", "--mode", "kro", "--template", "missing.yaml")]
    [InlineData("needs the image of kar", "--mode", "kro")]
    [InlineData("--context has no meaning on the backend kind", "--backend", "kind")]
    [InlineData("--env DOCKER_HOST", "--mode", "dind", "--env", "DOCKER_HOST=x")]
    [InlineData("/nix/store is refused", "--cache", "/nix//store/")]
    public async Task What_makes_no_sense_is_refused_with_the_reason(string expected, params string[] words)
    {
        string[] all = Workplace.AddThere("a", words);
        var given = all.ToList();
        // The last word for an option counts: the command line knows none twice.
        if (words.Contains("--backend"))
        {
            given.RemoveRange(given.IndexOf("--backend"), 2);
        }

        var ended = await place.RunAsync([.. given]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(expected, ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
        Assert.Empty(place.Cluster.Asked);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_be_it_for_any_cluster_or_for_this_mode()
    {
        string[] wrong =
        [
            "--cpus",
            "nonsense",
            "--host-pid",
            "--cache",
            "../x",
            "--env",
            "1A=b",
            "--work-volume",
            "big",
        ];

        var added = await place.RunAsync(Workplace.AddThere("a", wrong));
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        var updated = await place.RunAsync(["update", "a", .. wrong]);
        var elsewhere = await place.RunAsync(Workplace.AddThere("b", [.. wrong, "--mode", "vm"]));

        Assert.All(
            [added, updated],
            ended =>
            {
                Assert.Equal(ExitCodes.Usage, ended.Code);
                string[] expected = ["--cpus nonsense", "--host-pid", "--cache ../x", "--env 1A", "--work-volume"];
                Assert.All(expected, part => Assert.Contains($"deskrun: {part}", ended.Error));
                Assert.Equal(expected.Length, ended.Error.Split("deskrun: ").Length - 1);
            }
        );
        Assert.Equal(ExitCodes.Usage, elsewhere.Code);
        Assert.Contains("the mode \"vm\"", elsewhere.Error);
    }

    [Fact]
    public async Task What_is_wrong_with_another_installation_stops_nobody()
    {
        place.Folder.Write(
            "home/config.json",
            """
            {"installations":{"old":{"Repository":"https://github.com/o/r","ContainerMode":"kro",
             "Backend":"kubernetes","Context":"prod","AuthEnv":"TOKEN"}}}
            """
        );

        var ended = await place.RunAsync(Workplace.AddThere("b"));

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
    }

    [Fact]
    public async Task A_cluster_without_a_context_is_never_guessed()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "octo/demo",
            "--backend",
            "kubernetes",
            "--auth-env",
            "T",
            "--offline"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("needs --context NAME", ended.Error);
    }

    [Fact]
    public async Task A_template_is_kept_by_its_absolute_path()
    {
        await KarAsync();
        place.Folder.Write("vm.yaml", Graph);

        var ended = await place.RunAsync(Workplace.AddThere("a", "--mode", "kro", "--template", "vm.yaml"));

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Equal(place.Folder.File("vm.yaml"), place.Stored("a").Template);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\n", "it holds 1 objects (Pod)")]
    [InlineData("", "it holds 0 objects")]
    [InlineData("apiVersion: [", "vm.yaml, line")]
    [InlineData(Graph + "\n---\n" + Graph, "must hold exactly one ResourceGraphDefinition")]
    [InlineData("apiVersion: kro.run/v1alpha1\nkind: ResourceGraphDefinition\n", "spec.schema.kind")]
    [InlineData("apiVersion: v1\nkind: ResourceGraphDefinition\n", "its apiVersion must be kro.run/v1alpha1")]
    [InlineData(
        "{apiVersion: kro.run/v1alpha1, kind: ResourceGraphDefinition, spec: {schema: {apiVersion: a/v1}}}",
        "is a version such as v1alpha1"
    )]
    public async Task What_is_no_template_is_refused(string text, string expected)
    {
        await KarAsync();
        place.Folder.Write("vm.yaml", text);

        var ended = await place.RunAsync(Workplace.AddThere("a", "--mode", "kro", "--template", "vm.yaml"));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(expected, ended.Error);
    }

    [Fact]
    public async Task A_template_serves_one_installation_of_a_cluster()
    {
        await KarAsync();
        place.Folder.Write("vm.yaml", Graph);
        await place.RunAsync(Workplace.AddThere("a", "--mode", "kro", "--template", "vm.yaml"));

        var second = await place.RunAsync(Workplace.AddThere("b", "--mode", "kro", "--template", "vm.yaml"));

        Assert.Equal(ExitCodes.Usage, second.Code);
        Assert.Contains("have the same name or kind", second.Error);
    }

    private async Task KarAsync()
    {
        var ended = await place.RunAsync("cluster", "configure", "--kar-image", "ghcr.io/o/kar:1");
        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
    }
}
