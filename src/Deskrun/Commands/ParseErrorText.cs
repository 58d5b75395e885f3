using System.CommandLine;
using System.CommandLine.Parsing;

namespace Deskrun.Commands;

/// <summary>Says what is wrong with a command line; the parser's own words name types of the program.</summary>
internal static class ParseErrorText
{
    public static string Of(ParseError error) =>
        error.SymbolResult is OptionResult { Option: { } option, Tokens: [{ Value: var text }] } && IsNumber(option)
            ? $"{option.Name} {text}: give a whole number{(text.All(char.IsAsciiDigit) ? " that is smaller" : "")}"
            : error.Message;

    private static bool IsNumber(Option option) =>
        (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is var type
        && (type == typeof(int) || type == typeof(long));
}
