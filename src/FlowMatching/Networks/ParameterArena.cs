using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// Parameters, gradients, Adam's moments and the moving average of all networks of a trial, each one flat tensor, so
/// that optimizer, clipping, average and checkpoint are one pass each, whatever the networks.
/// </summary>
public sealed class ParameterArena : IDisposable
{
    private readonly List<ParameterBlock> blocks = [];

    /// <summary>Allocates the arena, all zero.</summary>
    /// <param name="networks">The networks' names and parameters, in the order in which they lie.</param>
    /// <param name="withAverage">Whether a moving average of the parameters is kept.</param>
    /// <param name="device">Where it lies; the processor where not given.</param>
    public ParameterArena(
        IEnumerable<(string Name, IReadOnlyList<ParameterShape> Shapes)> networks, bool withAverage, ComputeDevice? device = null)
    {
        Device = device ?? ComputeDevice.Cpu;
        var offset = 0;
        foreach (var (name, shapes) in networks)
        {
            blocks.Add(new ParameterBlock(this, name, shapes, offset));
            offset += blocks[^1].Count;
        }

        Count = offset;
        Values = Allocate();
        Gradients = Allocate();
        FirstMoment = Allocate();
        SecondMoment = Allocate();
        Average = withAverage ? Allocate() : null;
    }

    /// <summary>Where the tensors lie.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Number of parameters of all networks.</summary>
    public int Count { get; }

    /// <summary>The networks' parts.</summary>
    public IReadOnlyList<ParameterBlock> Blocks => blocks;

    /// <summary>The parameters, shape [Count].</summary>
    public torch.Tensor Values { get; }

    /// <summary>The gradient of the loss, shape [Count].</summary>
    public torch.Tensor Gradients { get; }

    /// <summary>Adam's moving mean of the gradients, shape [Count].</summary>
    public torch.Tensor FirstMoment { get; }

    /// <summary>Adam's moving mean of the squared gradients, shape [Count].</summary>
    public torch.Tensor SecondMoment { get; }

    /// <summary>Exponential moving average of the parameters, shape [Count]; null when none is kept.</summary>
    public torch.Tensor? Average { get; }

    /// <summary>The part of one network.</summary>
    /// <exception cref="KeyNotFoundException">The arena has no network of this name.</exception>
    public ParameterBlock Block(string name) =>
        blocks.Find(block => block.Name == name) ?? throw new KeyNotFoundException($"The arena has no network '{name}'.");

    /// <summary>Named views into one of the arena's tensors: <c>velocity.0.weight</c> and so on, in order.</summary>
    /// <param name="flat">One of this arena's tensors.</param>
    /// <returns>Views that share the memory of <paramref name="flat"/>; the caller disposes of them.</returns>
    public IEnumerable<(string Name, torch.Tensor View)> Views(torch.Tensor flat)
    {
        ArgumentNullException.ThrowIfNull(flat);
        long start = 0;
        foreach (var block in blocks)
        {
            foreach (var shape in block.Shapes)
            {
                using var part = flat.narrow(0, start, shape.Count);
                yield return ($"{block.Name}.{shape.Name}", part.view([.. shape.Sizes]));
                start += shape.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in new[] { Values, Gradients, FirstMoment, SecondMoment, Average })
            tensor?.Dispose();
    }

    private torch.Tensor Allocate() => torch.zeros(Count, dtype: torch.float32, device: Device.Device).DetachFromDisposeScope();
}
