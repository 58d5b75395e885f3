using System.Text;
using BenchmarkDotNet.Attributes;
using Deskrun.Workflows.Parsing;

namespace Deskrun.MicroBench;

[MemoryDiagnoser]
[ShortRunJob]
public class WorkflowBenchmarks
{
    private string text = "";

    [Params(1, 50)]
    public int Jobs { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var yaml = new StringBuilder("on: push\njobs:\n");
        for (var job = 0; job < Jobs; job++)
        {
            yaml.Append(
                $"  job{job}:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        v: [1, 2, 3]\n    steps:\n"
            );
            yaml.Append(
                "      - uses: actions/checkout@v4\n      - run: echo ${{ matrix.v }} ${{ github.sha }}\n        if: github.ref != ''\n"
            );
        }

        text = yaml.ToString();
    }

    [Benchmark]
    public WorkflowParseResult Parse() => WorkflowParser.Parse("bench.yml", text);
}
