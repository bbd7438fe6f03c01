using System.CommandLine;
using FastOde.FlowMatching.Files;

namespace FastOde.Silo.Commands;

/// <summary>The option of the room that is kept free on the disk.</summary>
internal static class ReserveOption
{
    private const string Name = "--reserve";

    /// <summary>The option.</summary>
    public static Option<long?> Create() => new(Name)
    {
        Description = "Start no trial while less than this is free on the disk of the data directory, such as 5G; 0 for no reserve. Default: 1G, and at most 5 % of the disk.",
        HelpName = "SIZE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ByteSize.Parse(text) is { } bytes)
                return bytes;
            result.AddError($"{Name} {text}: expected {ByteSize.Form}");
            return null;
        },
    };
}
