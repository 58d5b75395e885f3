using Deskrun.ScriptRunner.Masking;
using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class MaskingTests
{
    [Fact]
    public async Task A_secret_appears_in_nothing_that_leaves_the_runner()
    {
        const string Secret = "pl4nted-s3cret&more";
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Secret("PLANTED", Secret)
                .Run(
                    """
                    echo "plain $P"; echo "$P" >&2
                    printf %s "$P" | base64; printf %s "user:$P" | base64 -w0; echo
                    echo "::warning title=$P::about $P"
                    echo "summary $P" >> $GITHUB_STEP_SUMMARY
                    echo "out=$P" >> $GITHUB_OUTPUT
                    """,
                    id: "x",
                    env: [("P", JobBuilder.Expr("secrets.PLANTED"))],
                    name: JobBuilder.Expr("format('Use {0}', secrets.PLANTED)")
                )
                .Run("exit 1 # $PLANTED", env: [("PLANTED", JobBuilder.Expr("secrets.PLANTED"))], continueOnError: true)
                .Output("leak", JobBuilder.Expr("steps.x.outputs.out"))
        );

        // Without the ampersand, which JSON may escape.
        Assert.All(host.Service.Bodies, body => Assert.DoesNotContain("pl4nted-s3cret", body));
        Assert.All(host.Lines, line => Assert.DoesNotContain(Secret, line));
        Assert.Contains(" plain ***\n", host.Service.StepLog(0));
        Assert.DoesNotContain(Convert.ToBase64String("pl4nted-s3cret"u8)[..^4], host.Service.StepLog(0));
        Assert.Equal("Use ***", (string)host.Completion["stepResults"]![1]!["name"]!);
        Assert.False(host.Completion["outputs"]!.AsObject().ContainsKey("leak"));
        Assert.Contains("warning: Skip output 'leak' since it may contain secret.", host.Annotations);
    }

    [Fact]
    public void The_first_texts_are_masked_as_those_that_come_after_many_others()
    {
        var masker = new SecretMasker();
        masker.Add("pl4nted");
        masker.Add("s3cret");

        for (var i = 0; i < 2 * MaskedValues.TextsWithoutSearcher; i++)
        {
            Assert.Equal($"{i} *** end", masker.Apply($"{i} pl4nted end"));
            Assert.Equal($"{i} ***", masker.Apply($"{i} s3cret"));
            Assert.Equal($"{i} nothing", masker.Apply($"{i} nothing"));
        }
    }

    [Fact]
    public async Task Each_line_of_a_secret_of_several_lines_is_masked()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Secret("KEY", "-----BEGIN-----\nabcdefgh\nijklmnop\n-----END-----\n")
                .Run("echo one abcdefgh two; echo ijklmnop")
        );

        Assert.DoesNotContain("abcdefgh two", host.Service.JobLog);
        Assert.Contains(" one *** two\n", host.Service.StepLog(0));
        Assert.DoesNotContain("ijklmnop", string.Concat(host.Service.Bodies));
    }

    [Fact]
    public async Task A_value_masked_by_a_step_stays_masked_in_the_steps_that_follow()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("v=late$((40+2))secret; echo \"::add-mask::$v\"; echo \"$v.\"")
                .Run("echo late42secret!")
        );

        Assert.Contains(" ***.\n", host.Service.StepLog(0));
        Assert.DoesNotContain("late42secret", host.Service.StepLog(0));
        Assert.Contains(" ***!\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task Patterns_of_the_message_and_the_jobs_tokens_are_masked()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().MaskPattern("tok-[0-9]+").Run("echo a tok-123 b ghs_tokentokentoken c e30.e30.jobtoken d")
        );

        Assert.Contains(" a *** b *** c *** d\n", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("a\"b'c", "x a\\\"b'c y", "x *** y")]
    [InlineData("it's", "x it''s y", "x *** y")]
    [InlineData("a b/c", "x a%20b%2Fc y", "x *** y")]
    [InlineData("a<b", "x a&lt;b y", "x *** y")]
    [InlineData("\"quoted-value\"", "x quoted-value y", "x *** y")]
    [InlineData("part-one&part-two", "x part-one& y part-two z", "x *** y *** z")]
    public void Encoded_forms_are_masked(string secret, string text, string expected)
    {
        var masker = new SecretMasker();
        masker.Add(secret);

        Assert.Equal(expected, masker.Apply(text));
    }

    [Fact]
    public void Touching_and_overlapping_secrets_become_one_mask()
    {
        var masker = new SecretMasker();
        masker.Add("abcd");
        masker.Add("cdef");
        masker.Add("gh-ij");

        Assert.Equal("1***2***3", masker.Apply("1abcdef2gh-ij3"));
        Assert.Equal("***", masker.Apply("abcdgh-ij"));
        Assert.Equal("nothing", masker.Apply("nothing"));
    }

    [Theory]
    [InlineData("a\\.b\\ c", "x a.b c y", "x *** y")]
    [InlineData("a\\.b\\ c", "x axb c y", "x axb c y")]
    [InlineData("k[0-9]+", "x k42 y", "x *** y")]
    [InlineData("broken(", "x broken( y", "x *** y")]
    public void Patterns_are_masked_by_what_they_mean(string pattern, string text, string expected)
    {
        var masker = new SecretMasker();
        masker.AddPattern(pattern);

        Assert.Equal(expected, masker.Apply(text));
    }

    [Fact]
    public void Blank_secrets_mask_nothing()
    {
        var masker = new SecretMasker();
        masker.Add(" ");
        masker.Add(null);

        Assert.Equal("a b", masker.Apply("a b"));
    }
}
