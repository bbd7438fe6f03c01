using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Teachers;

/// <summary>
/// The forward process that a teacher learned, as it left it: noise = mean + deviation·ε of its encoder. No gradient reaches the
/// encoder, and nothing is penalised.
/// </summary>
/// <param name="teacher">Has the encoder; stays the caller's.</param>
internal sealed class FrozenForwardProcess(TrainedFlow teacher) : Coupling
{
    private torch.Tensor? normals;
    private torch.Tensor? noise;

    /// <inheritdoc/>
    public override AggregatePosterior? Aggregate => teacher.Aggregate;

    /// <inheritdoc/>
    public override torch.Tensor DrawBatch(torch.Tensor data, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        normals = Workspace.Like(normals, data.shape[0], data.shape[1], data.device);
        return normals.normal_(0, 1, generator);
    }

    /// <inheritdoc/>
    public override torch.Tensor Noise(torch.Tensor data, torch.Tensor drawn, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var scope = torch.NewDisposeScope();
        noise = Workspace.Like(noise, data.shape[0], data.shape[1], data.device);
        return noise.copy_(teacher.Encode(data, drawn));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            normals?.Dispose();
            noise?.Dispose();
        }

        base.Dispose(disposing);
    }
}
