using System.Security.Cryptography;
using System.Text;
using Deskrun.Testing;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.WorkspaceHashing;

namespace Deskrun.Workflows.Tests.WorkspaceHashing;

public sealed class WorkspaceHashTests : IDisposable
{
    private readonly TempFolder folder = new();

    public WorkspaceHashTests()
    {
        foreach (
            var name in (string[])["b/x.cs", "b/y.txt", "a.cs", "b.cs", "c/d/e/z.cs", ".hidden/h.cs", "q[1].md", "c/a1"]
        )
        {
            folder.Write(name, name);
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.cs", "a.cs")]
    [InlineData("./a.cs", "a.cs")]
    [InlineData("*.cs", "a.cs b.cs")]
    [InlineData("**/*.cs", ".hidden/h.cs a.cs b/x.cs b.cs c/d/e/z.cs")]
    [InlineData("**/d/**", "c/d/e/z.cs")]
    [InlineData("c/**/*.cs", "c/d/e/z.cs")]
    [InlineData("b", "b/x.cs b/y.txt")]
    [InlineData("b/", "b/x.cs b/y.txt")]
    [InlineData("?.cs", "a.cs b.cs")]
    [InlineData("[b-c].cs", "b.cs")]
    [InlineData("[!b].cs", "a.cs")]
    [InlineData("q\\[1].md", "q[1].md")]
    [InlineData("c/a[0-9]", "c/a1")]
    [InlineData("b.cs\na.cs", "b.cs a.cs")]
    [InlineData("**/*.cs\n!b/**\n!.hidden", "a.cs b.cs c/d/e/z.cs")]
    [InlineData("**/*.cs\n!b\nb/x.cs", ".hidden/h.cs a.cs b/x.cs b.cs c/d/e/z.cs")]
    [InlineData("# note\n\n  a.cs  ", "a.cs")]
    [InlineData("none/**", "")]
    [InlineData("/etc/hostname", "")]
    [InlineData("A.cs", "")]
    [InlineData("**/**/**/**/**/**/**/**/**/**/nothing/**/x", "")]
    public void Patterns_find_files_in_the_order_of_GitHub(string patterns, string files)
    {
        var found = files.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Hash(found), WorkspaceHash.Compute(folder.Path, [patterns]));
    }

    // What the hashFiles program of the official runner (2.336.0) gave over the same files.
    [Theory]
    [InlineData("a.cs", "490b68b856a3c18e660ad45d53c0c18fb762a778ea70550cde1b294fdcf9f049")]
    [InlineData("**/*.cs", "9f7abd3117c03e7c103de268af8675be7c851b345176eef16375d293ab4f8871")]
    [InlineData("b/", "a620ba928d757e6236c24238f7aad15a39d80053074a84d4ee6275c07737b87c")]
    [InlineData("b/**", "a620ba928d757e6236c24238f7aad15a39d80053074a84d4ee6275c07737b87c")]
    [InlineData("b.cs\na.cs", "73bd8ca771c3e332be0fb378aa60a60f0de42bdf1cbb3b5b2cd98df29f14cda1")]
    [InlineData("**/*.cs\n!b\nb/x.cs", "9f7abd3117c03e7c103de268af8675be7c851b345176eef16375d293ab4f8871")]
    [InlineData("[!b].cs", "490b68b856a3c18e660ad45d53c0c18fb762a778ea70550cde1b294fdcf9f049")]
    [InlineData("q\\[1].md", "e799d3c81bcd70896646d7f7ae2fb0d447037308e27391cf1d57e7893c5751f0")]
    [InlineData("**", "22d67e35cde9f22018e3475be93c3a45518dc0ddea7f40709da4b4704216de24")]
    [InlineData("c/**/*.cs", "2d1fed5aef6001c44c2ffc1142e4938bd3dfbff95cfd2f0c7b52690eaab7d500")]
    [InlineData("a.cs/**", "490b68b856a3c18e660ad45d53c0c18fb762a778ea70550cde1b294fdcf9f049")]
    [InlineData(".hidden/*", "cd618469d64004e6c456afd6f8c3032ab80655ecfa6cd2a977ddd3fd07a7c832")]
    [InlineData("{a,b}.cs", "")]
    [InlineData("*(a).cs", "")]
    public void Hashes_agree_with_those_of_the_official_runner(string patterns, string hash) =>
        Assert.Equal(hash, WorkspaceHash.Compute(folder.Path, [patterns]));

    [Fact]
    public void Several_texts_are_one_list_of_patterns() =>
        Assert.Equal(Hash("b.cs"), WorkspaceHash.Compute(folder.Path, ["*.cs", "!a.cs"]));

    [Fact]
    public void An_absolute_pattern_inside_of_the_workspace_counts() =>
        Assert.Equal(Hash("a.cs"), WorkspaceHash.Compute(folder.Path, [folder.File("a.cs")]));

    [Fact]
    public void A_link_to_a_folder_is_followed_only_when_asked()
    {
        Directory.CreateSymbolicLink(folder.File("link"), folder.File("b"));
        Directory.CreateSymbolicLink(folder.File("b", "loop"), folder.Path);
        Assert.Equal("", WorkspaceHash.Compute(folder.Path, ["link/**"]));
        Assert.Equal(
            Hash("b/x.cs", "b/y.txt"),
            WorkspaceHash.Compute(folder.Path, ["--follow-symbolic-links", "link/*.*"])
        );
        WorkspaceHash.Compute(folder.Path, ["--follow-symbolic-links", "**"]);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/./b")]
    [InlineData("!")]
    [InlineData("--what")]
    public void A_wrong_pattern_is_an_error(string pattern) =>
        Assert.Throws<ExpressionException>(() => WorkspaceHash.Compute(folder.Path, [pattern]));

    private static string Hash(params string[] files) =>
        files.Length == 0
            ? ""
            : Convert.ToHexStringLower(
                SHA256.HashData([.. files.SelectMany(f => SHA256.HashData(Encoding.UTF8.GetBytes(f)))])
            );
}
