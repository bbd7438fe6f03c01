using System.Globalization;
using System.Text.RegularExpressions;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>
/// Averages that a file numbers instead of naming: a list such as <c>ema.shadow_params</c>, or a value of each parameter in
/// an optimizer's state, such as <c>optimizer_state_dict.state.N.ema</c>.
/// </summary>
/// <param name="Name">Where they lie, with <c>N</c> for the number where something follows it.</param>
/// <param name="Tensors">The averages, in the order of the parameters.</param>
/// <param name="Fault">What is wrong with the numbers; null where nothing is.</param>
internal sealed partial record TensorSequence(string Name, IReadOnlyList<SourceTensor> Tensors, string? Fault)
{
    private const string Numbered = ".N.";

    /// <summary>The sequences of a file, in its order.</summary>
    public static IReadOnlyList<TensorSequence> Of(WeightSource source)
    {
        OrderedDictionary<string, List<(long Number, SourceTensor Tensor)>> found = new(StringComparer.Ordinal);
        foreach (var tensor in source.Tensors.Values)
        {
            if (Place(tensor.Name) is not var (name, number))
                continue;
            if (!found.TryGetValue(name, out var members))
                found.Add(name, members = []);
            members.Add((number, tensor));
        }

        return [.. found.Select(entry => Ordered(source, entry.Key, entry.Value))];
    }

    private static (string Name, long Number)? Place(string tensor)
    {
        var place = ListItem().Match(tensor);
        if (!place.Success || !long.TryParse(place.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var (list, field) = (place.Groups["list"].Value, place.Groups["field"].Value);
        var name = field.Length == 0 ? list : list + Numbered + field;
        return AveragedName.IsAverage(field.Length == 0 ? list : field) ? (name, number) : null;
    }

    private static TensorSequence Ordered(WeightSource source, string name, List<(long Number, SourceTensor Tensor)> members)
    {
        var dot = name.LastIndexOf(Numbered, StringComparison.Ordinal);
        var order = dot < 0 ? null : source.ParameterOrder(name[..dot]);
        var byNumber = members.OrderBy(member => member.Number).ToList();
        var numbers = order ?? [.. Enumerable.Range(0, members.Count).Select(number => (long)number)];
        var missing = numbers.Except(byNumber.Select(member => member.Number)).Count();
        if (order is null)
            return new(name, [.. byNumber.Select(member => member.Tensor)], missing > 0 ? $"its numbers leave out {missing} of the first {members.Count}" : null);
        var ranks = order.Select((number, rank) => (number, rank)).DistinctBy(pair => pair.number).ToDictionary(pair => pair.number, pair => pair.rank);
        SourceTensor[] tensors = [.. byNumber.OrderBy(member => ranks.GetValueOrDefault(member.Number, int.MaxValue)).Select(member => member.Tensor)];
        return new(name, tensors, missing > 0 || tensors.Length != order.Count ? $"it has {tensors.Length} averages, and the optimizer lists {order.Count} parameters" : null);
    }

    [GeneratedRegex(@"\A(?<list>.+)\.(?<number>[0-9]{1,18})(\.(?<field>[^.]*[^.0-9][^.]*))?\z", RegexOptions.Singleline)]
    private static partial Regex ListItem();
}
