using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>A few numbers by which two programs can tell whether their networks gave the same output.</summary>
public sealed record OutputSummary
{
    private const int Kept = 16;

    /// <summary>The output's shape.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Mean of all values.</summary>
    public required double Mean { get; init; }

    /// <summary>Euclidean norm of all values.</summary>
    public required double Norm { get; init; }

    /// <summary>Distance in row-major order between two of <see cref="Values"/>.</summary>
    public required int Stride { get; init; }

    /// <summary>Every stride-th value, from the first.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Summarises an output.</summary>
    /// <param name="output">Any shape and floating type; not empty.</param>
    public static OutputSummary Of(torch.Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var flat = output.detach().cpu().to(torch.float64).flatten();
        var stride = (int)Math.Max(1, flat.shape[0] / Kept);
        return new OutputSummary
        {
            Shape = output.shape,
            Mean = flat.mean().item<double>(),
            Norm = flat.norm().item<double>(),
            Stride = stride,
            Values = [.. flat[torch.TensorIndex.Slice(step: stride)].contiguous().data<double>()],
        };
    }
}
