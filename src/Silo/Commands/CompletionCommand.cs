using System.CommandLine;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode completion</c>: a script by which a shell completes commands and options.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _fastode() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _fastode fastode
        """;

    private const string Zsh = """
        #compdef fastode
        _fastode() {
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found
            _files
        }
        compdef _fastode fastode
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash: source <(fastode completion bash) in ~/.bashrc; zsh: the same in ~/.zshrc, after compinit." };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Print a script by which bash or zsh completes commands and options.");
        command.Arguments.Add(shell);
        command.SetAction(result =>
        {
            Console.Out.WriteLine(result.GetRequiredValue(shell) == "bash" ? Bash : Zsh);
            return ExitCode.Ok;
        });
        return command;
    }
}
