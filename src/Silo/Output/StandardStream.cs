using System.CommandLine;

namespace FastOde.Silo.Output;

/// <summary>Where a command line takes <c>-</c> for standard input or output, and where it does not.</summary>
internal static class StandardStream
{
    /// <summary>How it is written.</summary>
    public const string Name = "-";

    /// <summary>What standard input is called where a problem names its file.</summary>
    public const string InputName = "<stdin>";

    /// <summary>Whether standard output is left to a result.</summary>
    public static bool IsOutputReserved { get; private set; }

    /// <summary>Leaves standard output to a result; what the command says besides goes to standard error from here on.</summary>
    public static void ReserveOutput()
    {
        IsOutputReserved = true;
        Console.SetOut(Console.Error);
    }

    /// <summary>Refuses <c>-</c> for an argument that names a file or a folder.</summary>
    public static void RefuseStandardStream<T>(this Argument<T> argument) => argument.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: Name }])
            result.AddError(Refusal(argument.Name));
    });

    /// <summary>Refuses <c>-</c> for an option that names a file or a folder.</summary>
    public static void RefuseStandardStream<T>(this Option<T> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: Name }])
            result.AddError(Refusal(option.Name));
    });

    private static string Refusal(string name) =>
        $"{name} {Name}: this cannot be standard input or output; name a file or folder (./- is one of that name)";
}
