namespace FastOde.Search.Importance;

/// <summary>
/// The variance of a regression tree over the whole space, and how much of it each parameter makes by itself: functional ANOVA
/// (Hutter, Hoos and Leyton-Brown, ICML 2014). The mean prediction over all other parameters is a step function of one; its
/// variance is the parameter's. Takes O(l·d·log l) for l leaves and d parameters, since every leaf adds one step to each function.
/// </summary>
/// <param name="Total">Variance of the tree.</param>
/// <param name="Marginals">Variance that each parameter makes by itself.</param>
public sealed record TreeVariance(double Total, IReadOnlyList<double> Marginals)
{
    /// <summary>The variances of a tree.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="categories">How many categories each parameter has; 0 for a range.</param>
    public static TreeVariance Of(TreeNode root, IReadOnlyList<int> categories)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(categories);
        var leaves = new List<LeafRegion>();
        Walk(root, new LeafRegion(0, [.. categories.Select(count => (0.0, 1.0))], [.. categories.Select(Everything)]), leaves);
        var mean = leaves.Sum(leaf => leaf.Volume * leaf.Value);
        return new(
            leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean)),
            [.. categories.Select((count, parameter) => Math.Max(0, count == 0 ? OfRange(leaves, parameter, mean) : OfCategories(leaves, parameter, count, mean)))]);
    }

    private static IReadOnlySet<int>? Everything(int categories) => categories == 0 ? null : Enumerable.Range(0, categories).ToHashSet();

    private static void Walk(TreeNode node, LeafRegion region, List<LeafRegion> leaves)
    {
        if (node.Parameter < 0)
        {
            leaves.Add(region with { Value = node.Value });
            return;
        }

        var (left, right) = region.Split(node);
        Walk(node.Left!, left, leaves);
        Walk(node.Right!, right, leaves);
    }

    private static double OfRange(List<LeafRegion> leaves, int parameter, double mean)
    {
        List<(double At, double Change)> changes = [];
        var (variance, value, from) = (0.0, 0.0, 0.0);
        foreach (var leaf in leaves)
        {
            var (low, high) = leaf.Ranges[parameter];
            var part = leaf.Value * leaf.Without(parameter);
            if (low == 0)
                value += part;
            else
                changes.Add((low, part));
            if (high < 1)
                changes.Add((high, -part));
        }

        changes.Sort((a, b) => a.At.CompareTo(b.At));
        foreach (var (at, change) in changes)
        {
            variance += (at - from) * (value - mean) * (value - mean);
            (value, from) = (value + change, at);
        }

        return variance + ((1 - from) * (value - mean) * (value - mean));
    }

    private static double OfCategories(List<LeafRegion> leaves, int parameter, int count, double mean)
    {
        var values = new double[count];
        foreach (var leaf in leaves)
        {
            foreach (var category in leaf.Categories[parameter]!)
                values[category] += leaf.Value * leaf.Without(parameter);
        }

        return values.Sum(value => (value - mean) * (value - mean)) / count;
    }

    /// <summary>The part of the space that leads to a leaf.</summary>
    private sealed record LeafRegion(double Value, (double Low, double High)[] Ranges, IReadOnlySet<int>?[] Categories)
    {
        /// <summary>Its share of the space.</summary>
        internal double Volume { get; private init; } = 1;

        /// <summary>How many categories each parameter has in all.</summary>
        private int[] All { get; init; } = [.. Categories.Select(set => set?.Count ?? 0)];

        internal double Without(int parameter) => Volume / Size(parameter);

        internal (LeafRegion Left, LeafRegion Right) Split(TreeNode node)
        {
            var (low, high) = Ranges[node.Parameter];
            return Categories[node.Parameter] is { } own
                ? (With(node.Parameter, (low, high), own.Where(node.Categories!.Contains).ToHashSet()), With(node.Parameter, (low, high), own.Except(node.Categories!).ToHashSet()))
                : (With(node.Parameter, (low, node.Threshold), null), With(node.Parameter, (node.Threshold, high), null));
        }

        private LeafRegion With(int parameter, (double, double) range, IReadOnlySet<int>? categories)
        {
            var part = this with { Ranges = [.. Ranges], Categories = [.. Categories] };
            part.Ranges[parameter] = range;
            part.Categories[parameter] = categories;
            return part with { Volume = Volume / Size(parameter) * part.Size(parameter) };
        }

        private double Size(int parameter) =>
            Categories[parameter] is { } own ? own.Count / (double)All[parameter] : Ranges[parameter].High - Ranges[parameter].Low;
    }
}
