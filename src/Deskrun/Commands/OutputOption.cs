using System.CommandLine;

namespace Deskrun.Commands;

/// <summary>The option <c>-o</c> as every listing has it.</summary>
internal static class OutputOption
{
    public static Option<string> Create(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = $"How to print: {string.Join(", ", formats)}.",
            HelpName = string.Join("|", formats),
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }
}
