using Deskrun.Backends.Tests.Cluster.Seeing;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;

namespace Deskrun.Clusters.Tests.Seeing;

public sealed class StatusTextTests
{
    private static readonly Installation Demo = new()
    {
        Name = "demo",
        Repository = "https://github.com/o/r",
        Backend = BackendNames.Kubernetes,
        Context = "prod",
    };

    public static IEnumerable<TheoryDataRow<string>> Cases() => SeenCase.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Status_tells_people_what_a_picture_means(string name)
    {
        var seen = new SeenCase(name);

        seen.Check("expected.txt", Text(Status(Sight(Demo) with { State = seen.State() })));
    }

    [Fact]
    public void A_cluster_that_cannot_be_asked_hides_no_other()
    {
        var far = Demo with { Name = "far", Context = "far" };
        var status = Status(
            Sight(Demo) with
            {
                State = new SeenCase("healthy").State(),
            },
            Sight(far) with
            {
                Failure = "GET /api got no answer: refused",
            }
        );

        var text = Text(status);

        Assert.Contains("far   kubernetes/far   unreachable", text);
        Assert.Contains("far: kubernetes/far can't be asked: GET /api got no answer: refused", text);
        Assert.Contains("demo  kubernetes/prod  listening", text);
        Assert.Contains("demo-runner-b2  running", text);
        Assert.Equal(ExitCodes.Environment, WholeStatus.ExitCode(status));
    }

    [Fact]
    public void Installations_of_this_machine_and_of_a_cluster_stand_in_one_table()
    {
        var local = new ServedStatus
        {
            Name = "here",
            Repository = "https://github.com/o/r",
            Backend = BackendNames.Local,
            Mode = "process",
            State = ServedStates.Listening,
            ScaleSets =
            [
                new ScaleSetStatus
                {
                    Name = "here",
                    Healthy = true,
                    LastPoll = SeenCase.Noon.AddSeconds(-3),
                    MinRunners = 0,
                    MaxRunners = 2,
                    Assigned = 4,
                    Desired = 2,
                    Draining = false,
                },
            ],
        };
        var status = Status(Sight(Demo) with { State = new SeenCase("healthy").State() });
        status = status with { Installations = [.. status.Installations, local] };

        var text = Text(status);

        Assert.Contains("deskrun up: not running", text);
        Assert.Matches("here +local +listening +4 +0 of 2 +0-2 +polled 3.* s ago +https://github.com/o/r", text);
        Assert.Equal(ExitCodes.NotRunning, WholeStatus.ExitCode(status));
    }

    [Fact]
    public void What_cannot_be_read_is_said_beside_what_can()
    {
        var state = new SeenCase("healthy").State() with { Blind = ["GET /quotas was refused: 403; the rule …"] };

        Assert.Contains("  not seen: GET /quotas was refused: 403", Text(Status(Sight(Demo) with { State = state })));
    }

    private static ClusterSight Sight(Installation installation) =>
        new(ClusterPlace.Of(installation), [installation]) { Namespace = "arc-systems" };

    private static UpStatus Status(params ClusterSight[] sights) =>
        new()
        {
            Running = false,
            Clusters = [.. sights.Select(ClusterStatusMap.Cluster)],
            Installations = [.. sights.SelectMany(ClusterStatusMap.Installations)],
        };

    private static string Text(UpStatus status)
    {
        using var text = new StringWriter();
        StatusText.Write(text, status, SeenCase.Noon);
        return text.ToString();
    }
}
