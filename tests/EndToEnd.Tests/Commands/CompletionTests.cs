using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class CompletionTests
{
    [Fact]
    public async Task Bash_WithTheScript_CompletesCommandsAndOptions()
    {
        using var workspace = new Workspace();
        var bin = Path.GetDirectoryName(FastOdeProcess.Executable);
        workspace.Write("complete.sh", $$"""
            PATH="{{bin}}:$PATH"
            source <(fastode completion bash)
            ask() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _fastode; echo "${COMPREPLY[@]}"; }
            ask fastode pa
            ask fastode ls --sta
            ask fastode export 3 --format ""
            """);
        using var bash = FastOdeProcess.StartProgram("/bin/bash", workspace.Root, "complete.sh");
        var lines = (await bash.End()).Expect(0).Output.Split('\n');

        Assert.Equal("pause", lines[0].Trim());
        Assert.Equal("--state", lines[1].Trim());
        Assert.Equal("csv html json parquet tensorboard", lines[2].Trim());
    }
}
