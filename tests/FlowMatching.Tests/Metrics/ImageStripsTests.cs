using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

public sealed class ImageStripsTests
{
    private const byte Grey = 191;
    private static readonly SampleShape Shape = new(1, 2, 2);

    /// <summary>The velocity of a flow whose data is 0.5 everywhere.</summary>
    private static readonly DelegateVelocityField ToGrey = new((points, time) => (points - 0.5) / time);

    [Fact]
    public void Take_FieldThatKnowsItsData_PredictsItAtEveryState()
    {
        using var scope = torch.NewDisposeScope();
        var noise = torch.linspace(-1, 1, 6 * 4).view(6, 4);
        var real = torch.zeros(3, 4);
        var setting = SolverSetting.Parse("euler-20");
        using var trajectory = ((FixedStepIntegrator)setting.CreateIntegrator()).Trace(ToGrey, noise, 1, 0, TestContext.Current.CancellationToken);

        var strips = ImageStrips.Take(setting, trajectory, ToGrey, new LinearPath(), real, Shape);

        Assert.Equal((ImageStrips.MostStates + 2, "euler", 20), (strips.Columns, strips.Solver, strips.Number));
        var rows = strips.Pixels.Chunk(strips.Columns * Shape.Dimension).ToList();
        Assert.Equal(2 * ImageStrips.MostImages, rows.Count);
        for (var image = 0; image < ImageStrips.MostImages; image++)
        {
            Assert.Equal(SamplePicture.Bytes(noise[image]), rows[2 * image][..4]);
            Assert.All(rows[2 * image][(8 * 4)..(9 * 4)], pixel => Assert.Equal(Grey, pixel));
            Assert.All(rows[(2 * image) + 1][..(9 * 4)], pixel => Assert.Equal(Grey, pixel));
        }

        Assert.All(rows, row => Assert.Equal([255, 255, 255, 255, 128, 128, 128, 128], row[(9 * 4)..]));
        using var tensor = strips.ToTensor();
        Assert.Equal([8 * 11L, 1, 2, 2], tensor.shape);
    }

    [Fact]
    public void Take_OneStep_HasBothEndsAlone()
    {
        using var scope = torch.NewDisposeScope();
        var setting = SolverSetting.Parse("euler-1");
        using var trajectory = ((FixedStepIntegrator)setting.CreateIntegrator()).Trace(ToGrey, torch.ones(2, 4), 1, 0, TestContext.Current.CancellationToken);

        var strips = ImageStrips.Take(setting, trajectory, ToGrey, new LinearPath(), torch.zeros(1, 4), Shape);

        Assert.Equal((4, 4 * 4 * 4), (strips.Columns, strips.Pixels.Length));
    }
}
