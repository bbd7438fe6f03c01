using FastOde.Search.Importance;

namespace FastOde.Search.Tests.Importance;

public sealed class TreeVarianceTests
{
    [Fact]
    public void Of_ASmallTree_IsItsTotalAndItsMarginals()
    {
        var root = TreeNode.Split(1, 0.5, TreeNode.Split(2, 0.75, TreeNode.Leaf(0.1), TreeNode.Leaf(0.2)), TreeNode.Leaf(0.5));

        var variance = TreeVariance.Of(root, [0, 0, 0]);

        Assert.Equal(0.03609375, variance.Total, 12);
        Assert.Equal([0, 0.03515625, 0.00046875], variance.Marginals.Select(marginal => Math.Round(marginal, 12)));
    }

    [Fact]
    public void Of_Categories_WeighsThemAlike()
    {
        var root = TreeNode.Split(0, new HashSet<int> { 1 }, TreeNode.Leaf(3), TreeNode.Split(0, new HashSet<int> { 0 }, TreeNode.Leaf(0), TreeNode.Leaf(0)));

        var variance = TreeVariance.Of(root, [3, 0]);

        Assert.Equal(2, variance.Total, 12);
        Assert.Equal([2, 0], variance.Marginals.Select(marginal => Math.Round(marginal, 12)));
    }

    [Fact]
    public void Of_ALeaf_IsZero() => Assert.Equal((0, 0), (TreeVariance.Of(TreeNode.Leaf(5), [0]).Total, TreeVariance.Of(TreeNode.Leaf(5), [0]).Marginals[0]));

    /// <summary>x·y on [-1, 1]² in quarters: neither does anything alone.</summary>
    [Fact]
    public void Of_AnInteraction_IsInTheTotalAlone()
    {
        var root = TreeNode.Split(0, 0.5, TreeNode.Split(1, 0.5, TreeNode.Leaf(1), TreeNode.Leaf(-1)), TreeNode.Split(1, 0.5, TreeNode.Leaf(-1), TreeNode.Leaf(1)));

        var variance = TreeVariance.Of(root, [0, 0]);

        Assert.Equal((1, 0, 0), (variance.Total, variance.Marginals[0], variance.Marginals[1]));
    }
}
