using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>The eight dark squares, each 2 wide, of a 4 × 4 board on [-4, 4]²: sharp edges and holes.</summary>
public sealed class Checkerboard : ModalDataset
{
    private const double SquareSize = 2;

    /// <inheritdoc/>
    public override string Name => "checkerboard";

    /// <inheritdoc/>
    public override int Modes => 8;

    /// <inheritdoc/>
    public override int PointsPerMode => 25_000;

    /// <inheritdoc/>
    public override DiagonalNormal Prior { get; } = DiagonalNormal.Standard(2);

    /// <inheritdoc/>
    protected override int UniformsPerPoint => 2;

    /// <inheritdoc/>
    protected override torch.Tensor Place(torch.Tensor uniforms, int mode)
    {
        var row = mode / 2;
        var column = 2 * (mode % 2) + row % 2;
        var corner = torch.tensor([(column - 2) * SquareSize, (row - 2) * SquareSize]);
        return uniforms * SquareSize + corner;
    }
}
