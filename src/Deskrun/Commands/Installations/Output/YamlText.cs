using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deskrun.Commands.Installations.Output;

/// <summary>Writes JSON as YAML in block style.</summary>
internal static class YamlText
{
    public static void Write(TextWriter writer, JsonElement value)
    {
        var emitter = new Emitter(writer, EmitterSettings.Default.WithoutAnchorName());
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var field in value.EnumerateObject())
                {
                    emitter.Emit(new Scalar(field.Name));
                    Emit(emitter, field.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(null, null, true, SequenceStyle.Any));
                foreach (var item in value.EnumerateArray())
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                // Quoted, so that "no", "1e3" or a date stay texts for every reader.
                emitter.Emit(new Scalar(null, null, value.GetString()!, ScalarStyle.DoubleQuoted, false, true));
                break;
            default:
                emitter.Emit(new Scalar(null, null, value.GetRawText(), ScalarStyle.Plain, true, false));
                break;
        }
    }
}
