namespace FastOde.Search.Importance;

/// <summary>A node of a regression tree over parameters: a leaf with a value, or a split with two branches.</summary>
public sealed record TreeNode
{
    /// <summary>Prediction of a leaf; without meaning for a split.</summary>
    public double Value { get; private init; }

    /// <summary>Place of the parameter that is split; -1 for a leaf.</summary>
    public int Parameter { get; private init; } = -1;

    /// <summary>Values of a range up to this go left.</summary>
    public double Threshold { get; private init; }

    /// <summary>The categories that go left; null where a range is split.</summary>
    public IReadOnlySet<int>? Categories { get; private init; }

    /// <summary>The branch for what the split keeps.</summary>
    public TreeNode? Left { get; private init; }

    /// <summary>The branch for the rest.</summary>
    public TreeNode? Right { get; private init; }

    /// <summary>A leaf.</summary>
    /// <param name="value">Its prediction.</param>
    public static TreeNode Leaf(double value) => new() { Value = value };

    /// <summary>A split of a range.</summary>
    /// <param name="parameter">Place of the parameter.</param>
    /// <param name="threshold">A number between 0 and 1.</param>
    /// <param name="left">The branch up to it.</param>
    /// <param name="right">The branch beyond it.</param>
    public static TreeNode Split(int parameter, double threshold, TreeNode left, TreeNode right) =>
        new() { Parameter = parameter, Threshold = threshold, Left = left, Right = right };

    /// <summary>A split of categories.</summary>
    /// <param name="parameter">Place of the parameter.</param>
    /// <param name="categories">Those that go left.</param>
    /// <param name="left">The branch of these.</param>
    /// <param name="right">The branch of the others.</param>
    public static TreeNode Split(int parameter, IReadOnlySet<int> categories, TreeNode left, TreeNode right) =>
        new() { Parameter = parameter, Categories = categories, Left = left, Right = right };
}
