using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Deskrun.ScriptRunner.Tests.Doubles;
using Deskrun.Testing;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ScriptRunner.Tests;

public sealed class ListenerTests
{
    [Theory]
    [InlineData("true", 100)]
    [InlineData("false", 102)]
    public async Task The_result_is_the_exit_code_where_the_caller_asks_for_it(string script, int expected)
    {
        await using var host = await RunnerHost.StartAsync();
        host.Variables["ACTIONS_RUNNER_RETURN_JOB_RESULT_FOR_HOSTED"] = "1";
        host.Service.Offer(new JobBuilder().Run(script).Build(host.Service));

        Assert.Equal(expected, await host.RunAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_is_exchanged_for_a_bearer(bool fips)
    {
        await using var host = await RunnerHost.StartAsync();
        using var key = RSA.Create(2048);
        host.Variables[ScriptRunnerEnvironment.JitConfigVariable] = JitConfigs.WithKey(host.Service.Url, key, fips);
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("POST /token", host.Service.Requests.First());
        var form = host.Service.Bodies.First().Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        Assert.Equal("client_credentials", form["grant_type"]);
        AssertSigned(Uri.UnescapeDataString(form["client_assertion"]), key, fips, host.Service.Url);
    }

    [Fact]
    public async Task A_deleted_registration_ends_the_runner_with_code_1()
    {
        await using var host = await RunnerHost.StartAsync();
        using var key = RSA.Create(2048);
        host.Variables[ScriptRunnerEnvironment.JitConfigVariable] = JitConfigs.WithKey(host.Service.Url, key);
        host.Service.Instead = request =>
            request == "POST /token" ? Results.Json(new { error = "invalid_client" }, statusCode: 400) : null;

        Assert.Equal(1, await host.RunAsync());
        Assert.Contains(host.Lines, l => l.Contains("registration has been deleted"));
    }

    [Fact]
    public async Task A_refused_bearer_ends_the_runner_with_code_1()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Instead = request => request == "POST /session" ? Answers.Status(401) : null;

        Assert.Equal(1, await host.RunAsync());
    }

    [Fact]
    public async Task A_session_conflict_that_clears_is_waited_for()
    {
        await using var host = await RunnerHost.StartAsync();
        var tries = 0;
        host.Service.Instead = request => request == "POST /session" && ++tries < 4 ? Answers.Status(409) : null;
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task A_session_conflict_that_stays_ends_the_runner_with_code_5()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Instead = request => request == "POST /session" ? Answers.Status(409) : null;

        Assert.Equal(5, await host.RunAsync());
        Assert.Equal(8, host.Service.Requests.Count(r => r == "POST /session"));
    }

    [Fact]
    public async Task A_service_that_is_down_is_tried_until_the_runner_is_told_to_go()
    {
        await using var host = await RunnerHost.StartAsync();
        var tried = new TaskCompletionSource();
        var tries = 0;
        host.Service.Instead = request =>
        {
            if (++tries == 20)
            {
                tried.TrySetResult();
            }

            return Answers.Status(503);
        };
        var run = host.RunAsync();
        await tried.Task.WaitAsync(TestLimits.Wait);
        host.StopGracefully();

        Assert.Equal(0, await run);
        Assert.DoesNotContain("DELETE /session", host.Service.Requests);
        Assert.Single(host.Lines, l => l.Contains("session cannot be opened"));
    }

    [Fact]
    public async Task An_idle_runner_told_to_go_closes_its_session()
    {
        await using var host = await RunnerHost.StartAsync();
        var run = host.RunAsync();
        await host.Service.ArrivalAsync((r, _) => r == "GET /message");
        host.StopGracefully();

        Assert.Equal(0, await run);
        Assert.Equal("DELETE /session", host.Service.Requests.Last());
    }

    [Fact]
    public async Task A_registration_that_goes_while_polling_ends_the_runner_with_0_and_leaves_the_session()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Instead = r => r == "GET /message" ? Answers.Broker(404, "RunnerNotFound") : null;

        Assert.Equal(0, await host.RunAsync());
        Assert.DoesNotContain("DELETE /session", host.Service.Requests);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("1", 7)]
    public async Task A_version_that_is_too_old_ends_the_runner(string? asked, int expected)
    {
        await using var host = await RunnerHost.StartAsync();
        if (asked is not null)
        {
            host.Variables["ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE"] = asked;
        }

        host.Service.Instead = r => r == "GET /message" ? Answers.Broker(403, "RunnerVersionTooOld") : null;

        Assert.Equal(expected, await host.RunAsync());
        Assert.Contains("DELETE /session", host.Service.Requests);
    }

    [Fact]
    public async Task A_session_that_the_service_forgot_is_opened_again()
    {
        await using var host = await RunnerHost.StartAsync();
        var polls = 0;
        host.Service.Instead = r =>
            r == "GET /message" && ++polls == 1 ? Answers.Broker(400, "RunnerSessionInvalid") : null;
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal(2, host.Service.Requests.Count(r => r == "POST /session"));
        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task Polls_that_fail_for_a_while_do_not_end_the_runner()
    {
        await using var host = await RunnerHost.StartAsync();
        var polls = 0;
        host.Service.Instead = r => r == "GET /message" && ++polls < 6 ? Answers.Status(502) : null;
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task An_offer_that_is_gone_at_acknowledge_ends_the_runner()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Instead = r => r == "POST /acknowledge" ? Answers.Broker(404, "AcknowledgeJobNotFound") : null;
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.DoesNotContain("POST /run/acquirejob", host.Service.Requests);
        Assert.Contains("DELETE /session", host.Service.Requests);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task A_job_that_somebody_else_has_is_skipped_and_the_runner_listens_on(int status)
    {
        await using var host = await RunnerHost.StartAsync();
        var tries = 0;
        host.Service.Instead = r => r == "POST /run/acquirejob" && ++tries == 1 ? Answers.RunService(status) : null;
        var job = new JobBuilder().Run("true").Build(host.Service);
        host.Service.Offer(job);
        host.Service.Offer(job);

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task A_job_whose_lease_is_not_granted_never_starts()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Variables["ACTIONS_RUNNER_RETURN_JOB_RESULT_FOR_HOSTED"] = "1";
        host.Service.Instead = r => r == "POST /run/renewjob" ? Answers.RunService(404) : null;
        host.Service.Offer(new JobBuilder().Run("touch started").Build(host.Service));

        Assert.Equal(105, await host.RunAsync());
        Assert.False(Directory.Exists(host.Workspace));
    }

    [Fact]
    public async Task A_report_that_fails_is_repeated()
    {
        await using var host = await RunnerHost.StartAsync();
        var tries = 0;
        host.Service.Instead = r => r == "POST /run/completejob" && ++tries < 4 ? Answers.Status(500) : null;
        host.Service.Offer(new JobBuilder().Run("true").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task A_shutdown_message_ends_an_idle_runner_and_leaves_the_session()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Send("RunnerShutdown", new JsonObject { ["reason"] = "test" });

        Assert.Equal(0, await host.RunAsync());
        Assert.DoesNotContain("DELETE /session", host.Service.Requests);
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("not base64!", "cannot be decoded")]
    [InlineData("e30=", "no entry '.runner'")]
    public async Task A_bad_jit_config_ends_the_runner_with_code_1(string? config, string expected)
    {
        await using var host = await RunnerHost.StartAsync();
        host.Variables.Remove(ScriptRunnerEnvironment.JitConfigVariable);
        if (config is not null)
        {
            host.Variables[ScriptRunnerEnvironment.JitConfigVariable] = config;
        }

        Assert.Equal(1, await host.RunAsync());
        Assert.Contains(host.Lines, l => l.Contains(expected));
        Assert.Empty(host.Service.Requests);
    }

    [Fact]
    public async Task A_server_that_is_not_local_is_refused_before_anything_is_sent()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Variables[ScriptRunnerEnvironment.JitConfigVariable] = JitConfigs.WithToken(
            new Uri("https://broker.actions.githubusercontent.com/")
        );

        Assert.Equal(1, await host.RunAsync());
        Assert.Contains(host.Lines, l => l.Contains("local Actions service only") && l.Contains("official runner"));
    }

    [Fact]
    public void A_service_elsewhere_can_vouch_for_being_the_local_one()
    {
        var server = new Uri("http://192.0.2.1:8080/");

        Assert.False(Registration.JitConfig.Decode(JitConfigs.WithToken(server)).Settings.ServerIsLocal);
        Assert.True(Registration.JitConfig.Decode(JitConfigs.WithToken(server, marked: true)).Settings.ServerIsLocal);
    }

    private static void AssertSigned(string token, RSA key, bool pss, Uri server)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]))!;
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal(pss ? "PS256" : "RS256", (string)header["alg"]!);
        Assert.Equal("client-1", (string)claims["iss"]!);
        Assert.Equal("client-1", (string)claims["sub"]!);
        Assert.Equal(new Uri(server, "token").ToString(), (string)claims["aud"]!);
        Assert.Equal(300, (long)claims["exp"]! - (long)claims["nbf"]!);
        Assert.True(
            key.VerifyData(
                System.Text.Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256,
                pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
            )
        );
    }
}
