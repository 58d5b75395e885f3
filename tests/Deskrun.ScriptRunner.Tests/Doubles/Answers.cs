using Microsoft.AspNetCore.Http;

namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>Error answers as the protocol reference has them.</summary>
internal static class Answers
{
    public static IResult Status(int status) => Results.StatusCode(status);

    public static IResult RunService(int status) =>
        Results.Json(
            new
            {
                source = "actions-run-service",
                statusCode = status,
                errorMessage = "job is gone",
            },
            statusCode: status
        );

    public static IResult Broker(int status, string kind) =>
        Results.Json(
            new
            {
                source = "actions-broker-listener",
                errorKind = kind,
                statusCode = status,
                errorMessage = $"it is {kind}",
            },
            statusCode: status
        );
}
