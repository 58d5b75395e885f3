using Deskrun.Tests.Installations;

namespace Deskrun.Tests.Clusters;

/// <summary>The commands on the kind cluster, with doubles of kind and docker that say what the real ones said.</summary>
public sealed class KindCommandTests : IDisposable
{
    private readonly Workplace workplace = new();
    private readonly string programs;

    public KindCommandTests()
    {
        programs = Directory.CreateDirectory(workplace.Folder.File("bin")).FullName;
        workplace.Variables["PATH"] = programs;
    }

    public void Dispose() => workplace.Dispose();

    [Fact]
    public async Task A_missing_kind_is_told_with_the_ways_to_get_it()
    {
        var ended = await workplace.RunAsync("cluster", "create");

        Assert.Equal(6, ended.Code);
        Assert.Contains("kind is not on PATH", ended.Error);
        Assert.Contains("github.com/kubernetes-sigs/kind/releases", ended.Error);
    }

    [Fact]
    public async Task A_kind_of_another_place_is_named_by_a_variable()
    {
        workplace.Variables["DESKRUN_KIND"] = "/nonexistent/kind";

        var ended = await workplace.RunAsync("cluster", "create");

        Assert.Equal(6, ended.Code);
        Assert.Contains("DESKRUN_KIND names /nonexistent/kind, which is not there", ended.Error);
    }

    [Fact]
    public async Task A_kind_that_is_too_old_is_told_with_both_versions()
    {
        Program("kind", "echo 'kind v0.17.0 go1.19.2 linux/amd64'");

        var ended = await workplace.RunAsync("cluster", "create");

        Assert.Equal(6, ended.Code);
        Assert.Contains("is kind 0.17.0, and deskrun needs 0.22.0 or newer", ended.Error);
    }

    [Fact]
    public async Task No_container_engine_is_told_with_the_way_to_get_one()
    {
        Kind();

        var ended = await workplace.RunAsync("cluster", "create");

        Assert.Equal(6, ended.Code);
        Assert.Contains("docker and podman are not on PATH", ended.Error);
    }

    [Fact]
    public async Task A_created_cluster_has_a_kubeconfig_of_its_own_and_the_command_to_use_it_is_printed()
    {
        Kind("create) for a; do [ \"$last\" = --kubeconfig ] && cp \"$KUBE\" \"$a\"; last=$a; done ;;");
        Docker();
        workplace.Variables["PATH"] += ":/usr/bin:/bin";
        var user = workplace.Folder.Write("user/.kube/config", "current-context: mine\n");

        var ended = await workplace.RunAsync("cluster", "create", "--api-port", "1");

        // The API isn't there: this is as far as doubles go, and what was made is taken back.
        Assert.NotEqual(0, ended.Code);
        Assert.Contains("[3/4] Make the cluster deskrun", ended.Error);
        Assert.Contains("taking back: Make the cluster deskrun", ended.Error);
        Assert.Contains("delete cluster --name deskrun", Log());
        Assert.False(Directory.Exists(workplace.Home.In("kind")));
        Assert.Equal("current-context: mine\n", File.ReadAllText(user));
    }

    [Fact]
    public async Task A_cancelled_creation_is_taken_back()
    {
        Kind("create) exec sleep 60 ;;");
        Docker();
        workplace.Variables["PATH"] += ":/usr/bin:/bin";
        using var stop = new CancellationTokenSource();
        var cli = new CommandLine.Cli
        {
            Variables = workplace.Variables,
            WorkingFolder = workplace.Folder.Path,
            Graceful = stop.Token,
        };

        var running = cli.RunAsync("cluster", "create");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Log().Contains("create cluster", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }

        await stop.CancelAsync();

        Assert.Equal(130, await running.WaitAsync(patience.Token));
        Assert.Contains("delete cluster --name deskrun", Log());
        Assert.False(Directory.Exists(workplace.Home.In("kind")));
    }

    [Fact]
    public async Task A_failed_creation_leaves_everything_when_it_is_told_to_retain()
    {
        Kind("create) echo 'ERROR: failed to create cluster: failed to init node' >&2; exit 1 ;;");
        Docker();

        var ended = await workplace.RunAsync("cluster", "create", "--retain");

        Assert.Equal(6, ended.Code);
        Assert.Contains("failed to init node", ended.Error);
        Assert.Contains("--retain", Log());
        Assert.DoesNotContain("delete cluster", Log());
        Assert.True(File.Exists(workplace.Home.In("kind", "deskrun", "kind.yaml")));
    }

    [Theory]
    [InlineData(false, "kindest/node:v1.34.0")]
    [InlineData(true, "kindest/node:wrong")]
    public async Task The_options_of_a_failed_creation_are_forgotten_unless_it_is_retained(bool retain, string kept)
    {
        Kind("create) echo 'ERROR: failed to create cluster: failed to init node' >&2; exit 1 ;;");
        Docker();
        await workplace.RunAsync("cluster", "configure", "--node-image", "kindest/node:v1.34.0");

        string[] words = ["cluster", "create", "--node-image", "kindest/node:wrong"];
        var ended = await workplace.RunAsync(retain ? [.. words, "--retain"] : words);

        Assert.Equal(6, ended.Code);
        Assert.Contains(kept, (await workplace.RunAsync("cluster", "configure")).Output);
    }

    [Fact]
    public async Task A_cluster_of_the_same_name_is_never_taken_back_as_ours()
    {
        Kind(
            "create) echo 'ERROR: failed to create cluster: node(s) already exist for a cluster with the name \"deskrun\"' >&2; exit 1 ;;"
        );
        Docker();

        var ended = await workplace.RunAsync("cluster", "create");

        Assert.Equal(2, ended.Code);
        Assert.Contains("there is a cluster of that name already", ended.Error);
        Assert.DoesNotContain("delete cluster", Log());
    }

    [Fact]
    public async Task After_a_reboot_status_says_what_broke_and_how_to_mend_it()
    {
        Docker("deskrun-control-plane\\texited\\tExited (137) 2 hours ago");

        var ended = await workplace.RunAsync("cluster", "status");

        Assert.Equal(6, ended.Code);
        Assert.Contains("kind-deskrun: stopped", ended.Output);
        Assert.Contains("deskrun-control-plane doesn't run (Exited (137) 2 hours ago)", ended.Output);
        Assert.Contains("deskrun cluster repair", ended.Output);
    }

    [Fact]
    public async Task An_absent_cluster_and_a_silent_API_are_told_apart()
    {
        Docker();
        var absent = await workplace.RunAsync("cluster", "status", "-o", "json");
        Assert.Contains("\"state\":\"absent\"", absent.Output);

        Docker("deskrun-control-plane\\trunning\\tUp 2 hours");
        var silent = await workplace.RunAsync("cluster", "status", "-o", "yaml");
        Assert.Contains("state: \"silent\"", silent.Output);
        Assert.Contains("cluster repair", silent.Output);
    }

    [Fact]
    public async Task Repair_starts_the_nodes_that_stopped_and_says_when_they_end_again()
    {
        Docker("deskrun-control-plane\\texited\\tExited (137) 2 hours ago");

        var ended = await workplace.RunAsync("cluster", "repair");

        Assert.Equal(6, ended.Code);
        Assert.Contains("start deskrun-control-plane", Log());
        Assert.Contains("ended right after its start", ended.Error);
    }

    [Fact]
    public async Task Delete_refuses_while_installations_run_on_it_and_does_it_with_now()
    {
        Kind();
        Docker("deskrun-control-plane\\trunning\\tUp 2 hours");
        Directory.CreateDirectory(workplace.Home.Path);
        File.WriteAllText(
            workplace.Home.ConfigFile,
            """{ "installations": { "web": { "Repository": "https://github.com/o/r", "Backend": "kind" } } }"""
        );

        var refused = await workplace.RunAsync("cluster", "delete");
        var deleted = await workplace.RunAsync("cluster", "delete", "--now");

        Assert.Equal(2, refused.Code);
        Assert.Contains("in use by web", refused.Error);
        Assert.Equal(0, deleted.Code);
        Assert.Contains("delete cluster --name deskrun", Log());
    }

    [Fact]
    public async Task A_dry_run_prints_the_configuration_and_changes_nothing()
    {
        var ended = await workplace.RunAsync("cluster", "create", "--dry-run", "--host-docker");

        Assert.Equal(0, ended.Code);
        Assert.StartsWith("kind: Cluster\n", ended.Output);
        Assert.Contains("containerPort: /var/run/docker.sock".Replace("Port", "Path"), ended.Output);
        Assert.False(Directory.Exists(workplace.Home.Path));
    }

    private string Log() =>
        File.Exists(workplace.Folder.File("log")) ? File.ReadAllText(workplace.Folder.File("log")) : "";

    private void Kind(string cases = "") =>
        Program(
            "kind",
            $$"""
            [ "$1" = version ] && { echo 'kind v0.33.0 go1.27.2 linux/amd64'; exit; }
            echo "kind $*" >>'{{workplace.Folder.File("log")}}'
            KUBE='{{Kubeconfig()}}'
            case $1 in {{cases}} esac
            """
        );

    private void Docker(string nodes = "") =>
        Program(
            "docker",
            $$"""
            echo "docker $*" >>'{{workplace.Folder.File("log")}}'
            case $1 in
            version) echo 27.1.1 ;;
            ps) [ -z '{{nodes}}' ] || printf '{{nodes}}\n' ;;
            esac
            """
        );

    private string Kubeconfig() =>
        workplace.Folder.Write(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: "ftp://127.0.0.1:1" } }]
            contexts: [{ name: kind-deskrun, context: { cluster: c, user: u } }]
            users: [{ name: u, user: {} }]
            """
        );

    private void Program(string name, string script)
    {
        var path = Path.Combine(programs, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
