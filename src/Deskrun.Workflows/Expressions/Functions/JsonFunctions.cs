namespace Deskrun.Workflows.Expressions.Functions;

/// <summary><c>toJSON</c> and <c>fromJSON</c>.</summary>
internal static class JsonFunctions
{
    public static ExpressionValue ToJson(FunctionCall call) =>
        ExpressionValue.Of(new IndentedJson(call.Run).Write(call[0]));

    public static ExpressionValue FromJson(FunctionCall call)
    {
        var text = call[0].ToString();
        call.Run.Charge(2L * text.Length);
        try
        {
            return ExpressionJson.Parse(text);
        }
        catch (ExpressionException e)
        {
            throw call.Fail(e.Message);
        }
    }
}
