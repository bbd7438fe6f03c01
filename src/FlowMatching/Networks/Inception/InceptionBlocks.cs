using FastOde.FlowMatching.Networks.Layers;
using static FastOde.FlowMatching.Networks.Inception.UnitShape;

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>The five kinds of blocks of Inception-v3 (Szegedy and others, 2016), with the tensor names of the published weights.</summary>
internal static class InceptionBlocks
{
    /// <summary>Branches of 1×1, 5×5 and twice 3×3, at 35×35 pixels.</summary>
    public static InceptionBlock Fine(StateLayout layout, string name, int inputs, int pooled) => new InceptionBlock(layout, name, inputs)
        .Branch(("branch1x1", Square(64, 1)))
        .Branch(("branch5x5_1", Square(48, 1)), ("branch5x5_2", Square(64, 5)))
        .Branch(("branch3x3dbl_1", Square(64, 1)), ("branch3x3dbl_2", Square(96, 3)), ("branch3x3dbl_3", Square(96, 3)))
        .Pooled(BranchPooling.Average, ("branch_pool", Square(pooled, 1)));

    /// <summary>From 35×35 to 17×17 pixels.</summary>
    public static InceptionBlock HalvingFine(StateLayout layout, string name, int inputs) => new InceptionBlock(layout, name, inputs)
        .Branch(("branch3x3", Narrowing(384, 2)))
        .Branch(("branch3x3dbl_1", Square(64, 1)), ("branch3x3dbl_2", Square(96, 3)), ("branch3x3dbl_3", Narrowing(96, 2)))
        .Pooled(BranchPooling.Halving);

    /// <summary>Branches of 7×7 in rows and columns, at 17×17 pixels.</summary>
    public static InceptionBlock Middle(StateLayout layout, string name, int inputs, int inner) => new InceptionBlock(layout, name, inputs)
        .Branch(("branch1x1", Square(192, 1)))
        .Branch(("branch7x7_1", Square(inner, 1)), ("branch7x7_2", Row(inner)), ("branch7x7_3", Column(192)))
        .Branch(
            ("branch7x7dbl_1", Square(inner, 1)), ("branch7x7dbl_2", Column(inner)), ("branch7x7dbl_3", Row(inner)),
            ("branch7x7dbl_4", Column(inner)), ("branch7x7dbl_5", Row(192)))
        .Pooled(BranchPooling.Average, ("branch_pool", Square(192, 1)));

    /// <summary>From 17×17 to 8×8 pixels.</summary>
    public static InceptionBlock HalvingMiddle(StateLayout layout, string name, int inputs) => new InceptionBlock(layout, name, inputs)
        .Branch(("branch3x3_1", Square(192, 1)), ("branch3x3_2", Narrowing(320, 2)))
        .Branch(("branch7x7x3_1", Square(192, 1)), ("branch7x7x3_2", Row(192)), ("branch7x7x3_3", Column(192)), ("branch7x7x3_4", Narrowing(192, 2)))
        .Pooled(BranchPooling.Halving);

    /// <summary>Branches that fork into rows and columns, at 8×8 pixels.</summary>
    public static InceptionBlock Coarse(StateLayout layout, string name, int inputs, BranchPooling pooling) => new InceptionBlock(layout, name, inputs)
        .Branch(("branch1x1", Square(320, 1)))
        .Fork([("branch3x3_1", Square(384, 1))], ("branch3x3_2a", new(384, 1, 3)), ("branch3x3_2b", new(384, 3, 1)))
        .Fork(
            [("branch3x3dbl_1", Square(448, 1)), ("branch3x3dbl_2", Square(384, 3))],
            ("branch3x3dbl_3a", new(384, 1, 3)), ("branch3x3dbl_3b", new(384, 3, 1)))
        .Pooled(pooling, ("branch_pool", Square(192, 1)));

    private static UnitShape Row(int outputs) => new(outputs, 1, 7);

    private static UnitShape Column(int outputs) => new(outputs, 7, 1);
}
