using System.Text;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>What the service answers, as data.</summary>
public sealed record Answer(int Status, string Body = "", string ContentType = "application/json; charset=utf-8")
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public bool WithBom { get; init; }

    public byte[] Bytes => [.. WithBom ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(Body)];

    public static Answer Json(string body) => new(200, body);

    public static Answer Error(int status, string typeName, string message = "it is so") =>
        new(
            status,
            $$"""{"$id":"1","innerException":null,"message":"{{message}}","typeName":"{{typeName}}, Some.Assembly","typeKey":"X","errorCode":0,"eventId":3000}"""
        );

    public Answer With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };
}
