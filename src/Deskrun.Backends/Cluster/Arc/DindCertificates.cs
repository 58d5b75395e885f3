using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>
/// The certificates between a runner and its Docker daemon: made anew in each Pod, in memory of that Pod alone, and the
/// authority's key is gone before the daemon starts.
/// </summary>
internal static class DindCertificates
{
    /// <summary>Makes <c>ca</c>, <c>server</c> and <c>client</c> below the folder that is its first argument.</summary>
    public const string Script = """
        set -eu
        cd "$1"
        umask 077
        mkdir -p server client
        new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
        new_key ca-key.pem
        openssl req -x509 -new -key ca-key.pem -sha256 -days 30 -subj "/CN=deskrun runner Pod" -out ca.pem \
          -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
        for side in server client; do
          new_key "$side/key.pem"
          openssl req -new -key "$side/key.pem" -subj "/CN=$side" -out "$side.csr"
          printf 'extendedKeyUsage=%sAuth\nsubjectAltName=DNS:localhost,IP:127.0.0.1\n' "$side" >"$side.ext"
          openssl x509 -req -in "$side.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -sha256 -days 30 \
            -extfile "$side.ext" -out "$side/cert.pem"
          cp ca.pem "$side/ca.pem"
        done
        rm -f ca-key.pem ca.srl ./*.csr ./*.ext
        """;

    /// <summary>The init container that makes them.</summary>
    /// <param name="image">The daemon's image, which has openssl.</param>
    /// <param name="folder">The folder in the shared volume <c>certs</c>.</param>
    public static JsonObject Maker(string image, string folder) =>
        new()
        {
            ["name"] = "make-certificates",
            ["image"] = image,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray("sh", "-c", Script + "\n", "make-certificates", folder),
            ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "certs", ["mountPath"] = folder }),
            ["securityContext"] = Security(),
        };

    /// <summary>An init container that is the runner's user and nothing more, so that the runner reads what it makes.</summary>
    public static JsonObject Security()
    {
        var security = PodParts.Restricted();
        security["runAsNonRoot"] = true;
        security["runAsUser"] = RunnerContainer.User;
        return security;
    }
}
