using System.Text;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Workflows.Tests.Parsing;

public class HostileFileTests
{
    private const string Start = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n";

    [Fact]
    public void A_file_of_10_MB_is_refused_without_reading_it_whole()
    {
        using var stream = new CountingStream(10 * 1024 * 1024);
        var error = Assert.Single(WorkflowParser.Parse("big.yml", stream).Errors);
        Assert.Contains("larger than 1,024 KiB", error.Message);
        Assert.True(stream.Position <= WorkflowParser.MaxBytes + 1);
        Assert.Equal(error.Message, Error(new string('#', 10 * 1024 * 1024)));
    }

    [Fact]
    public void Aliases_that_multiply_end_in_an_error()
    {
        var text = new StringBuilder("on: push\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            var uses = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10));
            text.Append($"a{i}: &a{i} [{uses}]\n");
        }

        Assert.Contains("more than 50,000 values", Error(text.ToString()));
    }

    [Fact]
    public void A_file_with_too_many_values_is_refused() =>
        Assert.Contains(
            "more than 50,000 values",
            Error("on: [" + string.Join(",", Enumerable.Repeat("x", 60_000)) + "]")
        );

    [Theory]
    [InlineData("on: &a [*a]", "inside of its own anchor")]
    [InlineData("on: *nobody", "no anchor &nobody")]
    [InlineData("", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("---\non: push\n---\non: push\n", "second document")]
    [InlineData("? [a, b]\n: c\n", "key must be a plain text")]
    [InlineData("on: !evil x", "means nothing in a workflow")]
    [InlineData("on: 'open", "no YAML")]
    [InlineData("on: push\njobs:\n\ta: b\n", "x.yml:3:1: this is no YAML: a tab indents this line")]
    [InlineData(
        "on: push\njobs:\n  a:\n    steps:\n    \t- run: x\n",
        "x.yml:5:5: this is no YAML: a tab indents this line"
    )]
    [InlineData("on: push\0jobs:", "")]
    [InlineData("- a\n- b\n", "must be a mapping")]
    [InlineData("just text", "must be a mapping")]
    [InlineData("null", "must be a mapping")]
    [InlineData("{}", "has no 'on'")]
    [InlineData("on: push\njobs:\n", "'jobs' must be a mapping of at least one id")]
    [InlineData("on:\njobs:\n", "'on' must be a text or a list")]
    public void What_is_no_workflow_gets_a_clear_error(string text, string message) =>
        Assert.Contains(message, string.Join("\n", WorkflowParser.Parse("x.yml", text).Errors));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: {? ")]
    public void Deep_nesting_ends_in_an_error(string open)
    {
        var text = "x: " + string.Concat(Enumerable.Repeat(open, 200_000 / open.Length));
        Assert.NotEmpty(WorkflowParser.Parse("x.yml", text).Errors);
        var block = new StringBuilder();
        for (var i = 0; i < 400; i++)
        {
            block.Append(' ', i).Append("a:\n");
        }

        Assert.Contains("deeper than 50 levels", Error(block.ToString()));
    }

    [Fact]
    public void What_is_no_UTF8_is_refused()
    {
        using var stream = new MemoryStream([0x6f, 0x6e, 0x3a, 0xff, 0xfe]);
        Assert.Contains("no UTF-8", Assert.Single(WorkflowParser.Parse("x.yml", stream).Errors).Message);
        using var marked = new MemoryStream([0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Start)]);
        Assert.Empty(WorkflowParser.Parse("x.yml", marked).Errors);
    }

    [Fact]
    public void Thousands_of_errors_are_cut_to_what_somebody_reads()
    {
        var text = Start + string.Concat(Enumerable.Range(0, 5000).Select(i => $"wrong{i}: x\n"));
        var errors = WorkflowParser.Parse("x.yml", text).Errors;
        Assert.Equal(101, errors.Count);
        Assert.Contains("4900 more", errors[^1].Message);
    }

    [Fact]
    public void A_chain_of_thousands_of_jobs_is_planned_to_its_end()
    {
        const int count = 3000;
        var text = new StringBuilder("on: push\njobs:\n");
        for (var i = count - 1; i >= 0; i--)
        {
            var needs = i == 0 ? "" : $"needs: j{i - 1}, ";
            text.Append($"  j{i}: {{ {needs}runs-on: x, steps: [{{ run: x }}] }}\n");
        }

        var result = WorkflowParser.Parse("x.yml", text.ToString());
        Assert.Empty(result.Errors);
        var planner = new WorkflowRunPlanner(result.Workflow!, new());
        planner.Start();
        var decisions = planner.JobCompleted("j0", JobConclusion.Failure);
        Assert.Equal(count, decisions.Count);
        Assert.Equal(JobConclusion.Failure, planner.Conclusion);
    }

    [Fact]
    public void A_matrix_made_at_run_time_is_limited_too()
    {
        var text =
            Start + "    strategy: { matrix: { a: '${{ fromJSON(vars.list) }}', b: '${{ fromJSON(vars.list) }}' } }\n";
        var list = "[" + string.Join(",", Enumerable.Range(0, 100)) + "]";
        var inputs = new RunInputs
        {
            Vars = Deskrun.Workflows.Expressions.ExpressionValue.Of([KeyValuePair.Create("list", list)]),
        };
        var decisions = new WorkflowRunPlanner(WorkflowParser.Parse("x.yml", text).Workflow!, inputs).Start();
        var end = Assert.IsType<EndJob>(decisions[0]);
        Assert.Equal(JobConclusion.Failure, end.Conclusion);
        Assert.Contains("limit is 256", end.Reason);
    }

    [Fact]
    public void Guessing_at_thousands_of_wrong_names_is_given_up()
    {
        var jobs = string.Concat(
            Enumerable.Range(0, 1500).Select(i => $"  job-{i}: {{ runs-on: x, steps: [{{ run: x }}] }}\n")
        );
        var needs = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"jbo-{i}"));
        var text = $"on: push\njobs:\n{jobs}  z: {{ needs: [{needs}], runs-on: x, steps: [{{ run: x }}] }}\n";
        var errors = WorkflowParser.Parse("x.yml", text).Errors;
        Assert.Contains("did you mean 'job-", errors[0].Message);
        Assert.Equal(101, errors.Count);
    }

    [Fact]
    public void A_matrix_with_thousands_of_excludes_is_given_up()
    {
        var list = "[" + string.Join(",", Enumerable.Range(0, 200)) + "]";
        var excludes = string.Concat(Enumerable.Repeat("{ a: x }, ", 5000));
        var text = Start + $"    strategy: {{ matrix: {{ a: {list}, b: {list}, exclude: [{excludes}] }} }}\n";
        Assert.Contains("too many combinations", Error(text));
    }

    [Fact]
    public void No_damaged_file_makes_the_parser_or_the_planner_crash()
    {
        var random = new Random(20_240_607);
        var seeds = Directory
            .GetFiles(Repository.File("examples", "workflows"))
            .Concat(
                GoldenCase
                    .Names()
                    .Select(n => Repository.File("tests", "Deskrun.Workflows.Tests", "cases", n, "workflow.yml"))
            )
            .Select(File.ReadAllText)
            .ToArray();
        const string spice = "\n\t :-[]{}'\"*&!|>#%${()}.,0aé\0";
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (var change = random.Next(1, 6); change > 0 && text.Length > 1; change--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at)),
                    1 => text.Insert(at, spice[random.Next(spice.Length)]),
                    _ => text.Insert(at, text.ToString(at / 2, Math.Min(40, text.Length - (at / 2)))),
                };
            }

            var result = WorkflowParser.Parse("x.yml", text.ToString());
            Assert.True(result.Workflow is null != (result.Errors.Count == 0), text.ToString());
            if (result.Workflow is not null)
            {
                PlanListing.Of(result.Workflow, new());
                new WorkflowRunPlanner(result.Workflow, new()).Start();
            }
        }
    }

    private static string Error(string text) => Assert.Single(WorkflowParser.Parse("x.yml", text).Errors).Message;

    /// <summary>A long file of comment signs that knows how much of it was read.</summary>
    private sealed class CountingStream(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Fill((byte)'#');
            Position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
