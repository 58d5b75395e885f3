namespace Deskrun.ActionsService;

/// <summary>What kind of credential a just-in-time configuration holds.</summary>
public enum RunnerCredential
{
    /// <summary>
    /// An RSA key with which the runner asks for its tokens, as the real service gives. All runners of one scale set
    /// get the same key (making one costs up to 100 ms of CPU) and a client id of their own, which is what tells
    /// them apart and is as secret as the key.
    /// </summary>
    OAuth,

    /// <summary>A bearer token, used as it is: no key and no token call. For runs that must start in milliseconds.</summary>
    AccessToken,
}
