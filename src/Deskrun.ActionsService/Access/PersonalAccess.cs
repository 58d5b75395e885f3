using System.Security.Cryptography;
using System.Text;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Access;

/// <summary>Checks who calls the GitHub side of the API: a personal access token or an app's installation token.</summary>
internal static class PersonalAccess
{
    /// <summary>Whether the call carries one of them.</summary>
    public static bool Allows(ServiceContext service, HttpContext context)
    {
        var token = ServiceContext.TokenOf(context) ?? ServiceContext.TokenOf(context, "token");
        return token is not null
            && (
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(token),
                    Encoding.UTF8.GetBytes(service.PersonalToken)
                ) || service.Tokens.Check(TokenKind.Installation, token) is not null
            );
    }

    /// <summary>Runs the handler, or answers as GitHub does when the token is wrong.</summary>
    public static Task RequireAsync(ServiceContext service, HttpContext context, Func<Task> handler) =>
        Allows(service, context) ? handler() : Reply.RestErrorAsync(context, 401, "Bad credentials");
}
