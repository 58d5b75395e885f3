using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>A program with a record of what it was called with: its arguments, and the files that they name as values.</summary>
internal sealed class RecordedProgram
{
    private readonly string arguments;
    private readonly string values;
    private readonly string modes;

    public RecordedProgram(TempFolder folder, string program)
    {
        arguments = folder.Write("recorded/arguments", "");
        values = folder.Write("recorded/values", "");
        modes = folder.Write("recorded/modes", "");
        Path = folder.Write(
            "recorded/program",
            $$"""
            #!/bin/sh
            echo "$*" >>'{{arguments}}'
            last=
            for each; do
              if [ "$last" = --values ]; then
                cat "$each" >>'{{values}}'
                stat -c %a "$each" >>'{{modes}}'
              fi
              last=$each
            done
            exec '{{program}}' "$@"
            """
        );
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public string Arguments => File.ReadAllText(arguments);

    public string Values => File.ReadAllText(values);

    public IReadOnlyList<string> Modes => File.ReadAllLines(modes);
}
