using System.Text;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>The steps that make the kind cluster.</summary>
internal sealed class KindCreation(KindTools tools, bool retain, bool setContext)
{
    private KindCli? kind;
    private bool isOurs;

    public IReadOnlyList<ClusterStep> Steps()
    {
        List<ClusterStep> steps =
        [
            new("Look for kind and its container engine", CheckAsync),
            new("Prepare the folders", PrepareAsync) { Undo = ForgetAsync },
            new($"Make the cluster {tools.Name}", CreateAsync)
            {
                Hint = "the first time it fetches an image of some 400 MB",
                Undo = DeleteAsync,
            },
            new("Wait for its API", stop => new KindApi(tools).WaitAsync(stop)!),
        ];
        if (tools.Settings is { KarArchive: not null, KarImage: null })
        {
            steps.Add(new("Load the image of kar", stop => KarLoading.EnsureAsync(tools, stop)));
        }

        if (setContext)
        {
            steps.Add(
                new(
                    "Make it kubectl's current context",
                    async stop =>
                    {
                        PrivateFiles.Write(tools.Places.UsersContext, []);
                        await kind!.ExportAsync(tools.Name, null, stop);
                        return ClusterAccess.KindContext(tools.Name);
                    }
                )
            );
        }

        return steps;
    }

    private async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        var program = await KindProgram.FindAsync(tools.Host, cancellation);
        var engine = ContainerEngine.Find(tools.Host);
        var version = await engine.CheckAsync(tools.Host, cancellation);
        kind = new KindCli(program, tools.Host);
        var there = await kind.ListAsync(cancellation);
        return there.Contains(tools.Name)
            ? throw new KindException(
                KindFailure.NameTaken,
                $"there is a kind cluster {tools.Name} already; see it with: deskrun cluster status, remove it with: "
                    + "deskrun cluster delete, or give yours another name: the key cluster_name of "
                    + tools.Home.Folder.ConfigFile
            )
            : $"kind {program.Version}, {engine.Name} {version}";
    }

    private Task<string?> PrepareAsync(CancellationToken cancellation)
    {
        var root = NodeFolders.CacheRoot(tools.Settings, tools.UserHome);
        PrivateFiles.EnsureFolder(root);
        PrivateFiles.EnsureFolder(tools.Places.Folder);
        foreach (var mirror in tools.Configuration.Mirrors)
        {
            PrivateFiles.Write(mirror.Path, Encoding.UTF8.GetBytes(mirror.Text));
        }

        PrivateFiles.Write(tools.Places.Configuration, Encoding.UTF8.GetBytes(tools.Configuration.ToYaml()));
        return Task.FromResult<string?>($"caches in {root}");
    }

    /// <summary>Our own files go; caches never do.</summary>
    private Task ForgetAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(tools.Places.Folder))
        {
            Directory.Delete(tools.Places.Folder, recursive: true);
        }

        if (Directory.GetParent(tools.Places.Folder) is { Exists: true } all && !all.EnumerateFileSystemInfos().Any())
        {
            all.Delete();
        }

        return Task.CompletedTask;
    }

    private async Task<string?> CreateAsync(CancellationToken cancellation)
    {
        try
        {
            isOurs = true;
            await kind!.CreateAsync(
                tools.Places.Configuration,
                tools.Name,
                tools.Places.Kubeconfig,
                retain,
                cancellation
            );
            return null;
        }
        catch (KindException taken) when (taken.Failure == KindFailure.NameTaken)
        {
            // Somebody made one since we looked; it must not be taken back as ours.
            isOurs = false;
            throw;
        }
    }

    private Task DeleteAsync(CancellationToken cancellation) =>
        isOurs ? KindDeletion.RunAsync(tools, kind!, cancellation) : Task.CompletedTask;
}
