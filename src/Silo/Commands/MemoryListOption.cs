using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FastOde.Silo.Commands;

/// <summary><c>--device-memory</c>: how much memory GPUs have for trials.</summary>
internal static class MemoryListOption
{
    private const double Gibibyte = 1L << 30;
    private const int Most = 10_000;

    /// <summary>The option. Its type is no class: one of a collection that is not given would be empty, which says that no GPU has memory.</summary>
    public static Option<IReadOnlyList<long>?> Create() => new("--device-memory")
    {
        Description = "Memory in GiB that trials may ask for of each GPU, cuda:0 first, such as 24 or 80,40. Default: what nvidia-smi says.",
        HelpName = "GIB",
        CustomParser = Parse,
    };

    private static List<long>? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        List<long> sizes = [];
        foreach (var word in text.Split(','))
        {
            if (!double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) || size is not (> 0 and <= Most))
            {
                result.AddError($"--device-memory {text}: expected GiB above 0 and up to {Most} for each GPU, separated by commas, such as 80,40; found '{word}'");
                return null;
            }

            sizes.Add((long)(size * Gibibyte));
        }

        return sizes;
    }
}
