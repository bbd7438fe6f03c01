using System.Globalization;
using FastOde.FlowMatching.Devices;

namespace FastOde.Grains.Trainers;

/// <summary>Groups of processor cores, one a slot, such as <c>0-3,4-7</c>; a group of several parts is written <c>0-1+8-9</c>.</summary>
public static class CoreGroups
{
    /// <summary>Reads such a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="available">The cores that there are.</param>
    /// <returns>The groups, each in rising order.</returns>
    /// <exception cref="FormatException">It is no such text, names a core that is not there or one twice; the message says which.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Parse(string text, IReadOnlyCollection<int> available)
    {
        ArgumentNullException.ThrowIfNull(text);
        HashSet<int> taken = [];
        List<IReadOnlyList<int>> groups = [];
        foreach (var word in text.Split(','))
        {
            int[] cores = [.. word.Split('+').SelectMany(Range).Order()];
            foreach (var core in cores)
            {
                if (!available.Contains(core))
                    throw new FormatException($"there is no core {core} that this process may use; those are {Text(available)}");
                if (!taken.Add(core))
                    throw new FormatException($"core {core} stands there twice; every core belongs to one group");
            }

            groups.Add(cores);
        }

        return groups;
    }

    /// <summary>Cores as such a text has them, such as <c>0-3</c>.</summary>
    /// <param name="cores">The cores.</param>
    public static string Text(IEnumerable<int> cores)
    {
        List<(int First, int Last)> ranges = [];
        foreach (var core in cores.Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == core - 1)
                ranges[^1] = (ranges[^1].First, core);
            else
                ranges.Add((core, core));
        }

        return string.Join('+', ranges.Select(range => range.First == range.Last
            ? range.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));
    }

    private static IEnumerable<int> Range(string word)
    {
        var ends = word.Split('-');
        if (ends.Length > 2 || !ends.All(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var core) && core < CoreAffinity.MostCores))
            throw new FormatException($"'{word}' is no group of cores; expected numbers or ranges, such as 0-3,4-7, or 0-1+8-9 for a group of two parts");
        var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
        return first <= last ? Enumerable.Range(first, last - first + 1) : throw new FormatException($"'{word}' is empty: {first} is above {last}");
    }
}
