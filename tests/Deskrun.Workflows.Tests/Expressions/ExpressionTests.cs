using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Tests.Expressions;

public class ExpressionTests
{
    private const string Contexts = """
        {"github":{"ref":"refs/heads/main","event":{"issue":{"labels":[{"name":"bug","n":1},{"name":"help","n":2}]}},
          "Event-Name":"push","ok":true,"no":null,"pi":3.25,"list":["a","B",3],"empty":[],"o":{"x":{"v":1},"y":{"v":2}},
          "null":"property called null"},
         "matrix":{"os":"linux","node":20,"same":["linux"]},"env":{"A":"1","idx":"1"}}
        """;

    [Theory]
    // Literals.
    [InlineData("null", "")]
    [InlineData("true", "true")]
    [InlineData(" false ", "false")]
    [InlineData("711", "711")]
    [InlineData("-9.2", "-9.2")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("0xff", "255")]
    [InlineData("0o17", "15")]
    [InlineData("0xFFFFFFFF", "-1")]
    [InlineData("-2.99e-2", "-0.0299")]
    [InlineData("1e400", "Infinity")]
    [InlineData("NaN", "NaN")]
    [InlineData("Infinity", "Infinity")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("-0", "0")]
    [InlineData("0.1", "0.1")]
    [InlineData("123456789012345678", "1.23456789012346E+17")]
    [InlineData("'It''s open source!'", "It's open source!")]
    [InlineData("''", "")]
    // Operators: precedence, short circuit, values instead of truth.
    [InlineData("!true", "false")]
    [InlineData("!!'x'", "true")]
    [InlineData("true || false && false", "true")]
    [InlineData("(true || false) && false", "false")]
    [InlineData("1 < 2 == true", "true")]
    [InlineData("!true == false", "true")]
    [InlineData("'a' && 'b'", "b")]
    [InlineData("'' && 'b'", "")]
    [InlineData("'' || 0 || 'c'", "c")]
    [InlineData("false || fromJSON('bad') || 'x'", null)]
    [InlineData("true || fromJSON('bad')", "true")]
    [InlineData("false && fromJSON('bad')", "false")]
    // Loose comparison.
    [InlineData("1 == '1'", "true")]
    [InlineData("1 == '1.0 '", "true")]
    [InlineData("'1' == '1.0'", "false")]
    [InlineData("'Hello' == 'hELLO'", "true")]
    [InlineData("null == ''", "true")]
    [InlineData("null == 0", "true")]
    [InlineData("null == false", "true")]
    [InlineData("true == 1", "true")]
    [InlineData("true == 'true'", "false")]
    [InlineData("true == '1'", "true")]
    [InlineData("'abc' == 0", "false")]
    [InlineData("'' == 0", "true")]
    [InlineData("NaN == NaN", "false")]
    [InlineData("NaN != NaN", "true")]
    [InlineData("NaN < 1", "false")]
    [InlineData("NaN >= NaN", "false")]
    [InlineData("null >= null", "true")]
    [InlineData("null > null", "false")]
    [InlineData("true > false", "true")]
    [InlineData("'b' > 'A'", "true")]
    [InlineData("'10' < '9'", "true")]
    [InlineData("'10' < 9", "false")]
    [InlineData("2 <= 2", "true")]
    [InlineData("github.list == github.list", "true")]
    [InlineData("github.list == fromJSON('[\"a\",\"B\",3]')", "false")]
    [InlineData("github.list == 0", "false")]
    [InlineData("github.list > 0", "false")]
    [InlineData("github.o != null", "true")]
    // Looking things up.
    [InlineData("github.ref", "refs/heads/main")]
    [InlineData("GitHub.REF", "refs/heads/main")]
    [InlineData("github['ref']", "refs/heads/main")]
    [InlineData("github.event-name", "push")]
    [InlineData("github.missing", "")]
    [InlineData("github.missing.deeper[3].still", "")]
    [InlineData("github.ref.length", "")]
    [InlineData("github.null", "property called null")]
    [InlineData("github.list[1]", "B")]
    [InlineData("github.list['1']", "B")]
    [InlineData("github.list[1.9]", "B")]
    [InlineData("github.list[-1]", "")]
    [InlineData("github.list[9]", "")]
    [InlineData("github.list[env.idx]", "B")]
    [InlineData("github.o[fromJSON('[]')]", "")]
    [InlineData("github.list", "Array")]
    [InlineData("github.o", "Object")]
    [InlineData("fromJSON('[5,6]')[1]", "6")]
    [InlineData("(github.list)[0]", "a")]
    // Filters.
    [InlineData("join(github.event.issue.labels.*.name, ', ')", "bug, help")]
    [InlineData("join(github.event.issue.labels[*].name)", "bug,help")]
    [InlineData("join(github.o.*.v)", "1,2")]
    [InlineData("join(github.event.issue.*.*.n)", "1,2")]
    [InlineData("github.event.issue.labels.*.name[0]", "Array")]
    [InlineData("join(github.event.issue.labels.*.none)", "")]
    [InlineData("toJSON(github.ref.*)", "[]")]
    [InlineData("contains(github.event.issue.labels.*.name, 'BUG')", "true")]
    // Functions.
    [InlineData("contains('Hello world', 'LLO')", "true")]
    [InlineData("contains('x', '')", "true")]
    [InlineData("contains(github.list, '3')", "true")]
    [InlineData("contains(github.list, 'z')", "false")]
    [InlineData("contains(github.empty, null)", "false")]
    [InlineData("contains(github.o, 'x')", "false")]
    [InlineData("contains(123, 2)", "true")]
    [InlineData("startsWith('Hello', 'hE')", "true")]
    [InlineData("STARTSWITH(github.ref, 'refs/heads/')", "true")]
    [InlineData("startsWith(github.list, 'a')", "false")]
    [InlineData("endsWith('Hello', 'LO')", "true")]
    [InlineData("endsWith('Hello', 'He')", "false")]
    [InlineData("format('{0} {1} {0}', 'a', 2)", "a 2 a")]
    [InlineData("format('{{0}} {{{0}}}', 'x')", "{0} {x}")]
    [InlineData("format('none')", "none")]
    [InlineData("format('a', fromJSON('bad'))", "a")]
    [InlineData("format('{0}', github.list)", "Array")]
    [InlineData("join(github.list)", "a,B,3")]
    [InlineData("join(github.list, '')", "aB3")]
    [InlineData("join(github.list, github.list)", "a,B,3")]
    [InlineData("join(fromJSON('[\"\",\"\",\"\"]'), '-')", "--")]
    [InlineData("join('solo', '-')", "solo")]
    [InlineData("join(github.o)", "")]
    [InlineData("join(github.empty, fromJSON('bad'))", "")]
    [InlineData("contains(github.o, fromJSON('bad'))", "false")]
    [InlineData("contains(github.list, fromJSON('bad'))", null)]
    [InlineData("startsWith(github.o, fromJSON('bad'))", "false")]
    [InlineData("endsWith(github.list, fromJSON('bad'))", "false")]
    [InlineData("fromJSON('{\"a\":[1,{\"b\":null}]}').a[0]", "1")]
    [InlineData("fromJSON('\"x\"')", "x")]
    [InlineData("fromJSON('{\"a\":1,\"A\":2}').a", "2")]
    [InlineData("toJSON(fromJSON('{}'))", "{}")]
    [InlineData("toJSON('a\"b\\c/é<')", "\"a\\\"b\\\\c/é<\"")]
    [InlineData("toJSON(github.pi)", "3.25")]
    [InlineData("toJSON(null)", "null")]
    [InlineData("toJSON(matrix)", "{\n  \"os\": \"linux\",\n  \"node\": 20,\n  \"same\": [\n    \"linux\"\n  ]\n}")]
    [InlineData("case(false, 'a', 1 == 1, 'b', 'c')", "b")]
    [InlineData("case(false, 'a', 'z')", "z")]
    [InlineData("case(true, 'a', fromJSON('bad'))", "a")]
    [InlineData("case('true', 'a', 'b')", null)]
    [InlineData("hashFiles('**/*.cs', '!x')", "abc123")]
    [InlineData("success()", "true")]
    [InlineData("failure() || cancelled()", "false")]
    [InlineData("always( )", "true")]
    // Errors that only evaluation can see.
    [InlineData("format('{1}', 1)", null)]
    [InlineData("format('{', 1)", null)]
    [InlineData("format('}', 1)", null)]
    [InlineData("format('{0:x}', 1)", null)]
    [InlineData("fromJSON('')", null)]
    [InlineData("fromJSON('{\"a\":}')", null)]
    [InlineData("vars.X", null)]
    public void An_expression_gives_what_GitHub_gives(string text, string? expected)
    {
        var expression = Expression.Parse(text);
        var scope = new TestScope(Contexts);
        if (expected is null)
        {
            Assert.Throws<ExpressionException>(() => expression.Evaluate(scope));
        }
        else
        {
            Assert.Equal(expected, expression.Evaluate(scope).ToString());
        }
    }

    [Theory]
    [InlineData("", 0, "missing")]
    [InlineData("github.", 7, "ends where a property's name or *")]
    [InlineData("github..x", 7, "'.' stands")]
    [InlineData("github ref", 7, "expected")]
    [InlineData("(1", 2, "ends where ')'")]
    [InlineData("1)", 1, "')' stands")]
    [InlineData("github[1", 8, "']'")]
    [InlineData("join(1,)", 7, "a value")]
    [InlineData("join(,1)", 5, "a value")]
    [InlineData("join(1 2)", 7, "',' or ')'")]
    [InlineData("1 ==", 4, "ends where a value")]
    [InlineData("== 1", 0, "'==' stands where a value")]
    [InlineData("'abc", 0, "not closed")]
    [InlineData("\"abc\"", 0, "single quotes")]
    [InlineData("1 = 2", 2, "written ==")]
    [InlineData("true & false", 5, "use &&")]
    [InlineData("true | false", 5, "use ||")]
    [InlineData("main", 0, "(a text is written 'main', in quotes)")]
    [InlineData("gihub.ref", 0, "did you mean 'github'?")]
    [InlineData("containz('a','b')", 0, "did you mean 'contains'?")]
    [InlineData("contains('a')", 0, "contains takes 2 arguments, not 1")]
    [InlineData("join('a','b','c')", 0, "join takes 1 to 2 arguments, not 3")]
    [InlineData("success('job')", 0, "success takes 0 arguments, not 1")]
    [InlineData("hashFiles()", 0, "at least 1 argument")]
    [InlineData("case(true, 1)", 0, "at least 3")]
    [InlineData("case(true, 1, false, 2)", 0, "the default is missing")]
    [InlineData("'x'.y", 3, "a literal has no properties")]
    [InlineData("*", 0, "no arithmetic")]
    [InlineData("matrix.node % 2", 12, "'%' means nothing here")]
    [InlineData("matrix.node%2", 11, "no arithmetic")]
    [InlineData("matrix.node + 1", 12, "docs/workflows.md")]
    [InlineData("1 + 2", 2, "no arithmetic")]
    [InlineData("1+2", 1, "no arithmetic")]
    [InlineData("5 - 3", 2, "no arithmetic")]
    [InlineData("matrix.node * 2", 12, "no arithmetic")]
    [InlineData("matrix.node / 2", 12, "no arithmetic")]
    [InlineData("(1) - (2)", 4, "no arithmetic")]
    [InlineData("12abc", 0, "no number")]
    [InlineData("#x", 0, "neither a name nor a value")]
    public void A_wrong_expression_says_what_is_wrong_and_where(string text, int position, string message)
    {
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(text));
        Assert.Contains(message, e.Message);
        Assert.Equal(position, e.Position);
    }

    [Fact]
    public void An_expression_tells_what_it_refers_to()
    {
        var expression = Expression.Parse(" GitHub.ref == env.A && contains(github.list, matrix['os']) ");
        Assert.Equal("GitHub.ref == env.A && contains(github.list, matrix['os'])", expression.Text);
        Assert.Equal(["github", "env", "matrix"], expression.Contexts);
        Assert.Equal(["contains"], expression.Functions);
        Assert.False(expression.UsesStatusFunction);
    }

    [Fact]
    public void The_arguments_of_hashFiles_reach_the_scope()
    {
        var scope = new TestScope(Contexts);
        Expression.Parse("hashFiles('**/*.cs', matrix.os)").Evaluate(scope);
        Assert.Equal(["**/*.cs", "linux"], scope.Hashed);
    }
}
