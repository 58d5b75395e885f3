namespace Deskrun.Workflows.Tests;

public class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_gives_what_its_folder_expects(string name) => new GoldenCase(name).Check();
}
