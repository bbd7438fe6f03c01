using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Losses;

/// <summary>Measures the errors of a batch: the loss, its gradient, and the squared error of each sample, in tensor operations.</summary>
/// <param name="spec">How the error of a sample counts.</param>
/// <param name="dimension">D, the data dimension.</param>
internal sealed class BatchError(LossSpec spec, int dimension)
{
    // The plain square has no weights: its gradient is one product.
    private readonly SampleLoss? loss = spec is SquaredLossSpec ? null : SampleLoss.Of(spec, dimension);

    /// <summary>The squared error of each sample of the last batch, per data dimension.</summary>
    public double[] Squares { get; private set; } = [];

    /// <summary>Measures errors.</summary>
    /// <param name="error">Prediction - target, shape [n, D]; stays the caller's.</param>
    /// <returns>The mean loss, and its gradient with respect to the error.</returns>
    public (double Value, torch.Tensor Gradient) Measure(torch.Tensor error)
    {
        using var scope = torch.NewDisposeScope();
        var squares = error.square();
        Squares = [.. squares.mean([1], type: torch.float64).cpu().data<double>()];
        if (loss is null)
            return (squares.mean([0, 1], type: torch.float64).item<double>(), (error * (2.0 / error.NumberOfElements)).MoveToOuterDisposeScope());
        var (values, slopes) = loss.Of(squares.sum(1, keepdim: true));
        return (values.mean([0, 1], type: torch.float64).item<double>(), (error * slopes * (2.0 / error.shape[0])).MoveToOuterDisposeScope());
    }
}
