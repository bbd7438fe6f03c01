using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>
/// Gradient checkpointing (Chen and others, 2016): a network is run in segments of which only inputs and outputs are kept,
/// and the way back runs each segment a second time to differentiate it. What is held at once is then one segment's
/// features instead of all. Dropout draws the same masks the second time. For one forward and one backward pass.
/// </summary>
/// <param name="generator">What segments draw from.</param>
public sealed class RecomputationTape(torch.Generator generator) : IDisposable
{
    private readonly List<Entry> entries = [];
    private readonly List<torch.Tensor> state = [];

    /// <summary>Keeps tensors that segments compute with until the way back is done; they become the tape's.</summary>
    public void Keep(IEnumerable<torch.Tensor> tensors) => state.AddRange(tensors.Select(tensor => tensor.DetachFromDisposeScope()));

    /// <summary>Runs a segment.</summary>
    /// <param name="segment">A function of its inputs and of parameters; whatever else it depends on must stay the same until the way back.</param>
    /// <param name="inputs">Results of earlier segments and the network's own input; they become the tape's.</param>
    /// <returns>The result; stays the tape's.</returns>
    public torch.Tensor Run(Func<IReadOnlyList<torch.Tensor>, torch.Tensor> segment, torch.Tensor[] inputs)
    {
        var draws = generator.get_state().DetachFromDisposeScope();
        using var unrecorded = torch.no_grad();
        var output = segment(inputs).requires_grad_().DetachFromDisposeScope();
        foreach (var input in inputs)
            input.DetachFromDisposeScope();
        entries.Add(new Entry(segment, inputs, output, draws));
        return output;
    }

    /// <summary>Adds to the gradients of everything the result depends on, and empties the tape.</summary>
    /// <param name="result">What autograd makes, without parameters, of the last segments' outputs.</param>
    /// <param name="gradient">The gradient with respect to it.</param>
    public void Backward(torch.Tensor result, torch.Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var draws = generator.get_state();
        result.backward([gradient]);
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            Differentiate(entries[i]);
            entries[i].Output.Dispose();
        }

        generator.set_state(draws);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in entries.SelectMany(entry => entry.Inputs.Append(entry.Output).Append(entry.Draws)).Concat(state))
            tensor.Dispose();
        entries.Clear();
        state.Clear();
    }

    private void Differentiate(Entry entry)
    {
        using var scope = torch.NewDisposeScope();
        if (entry.Output.grad is not { } gradient)
            return;
        generator.set_state(entry.Draws);
        torch.Tensor[] inputs = [.. entry.Inputs.Select(input => input.detach().requires_grad_(input.requires_grad))];
        entry.Segment(inputs).backward([gradient]);
        foreach (var (input, again) in entry.Inputs.Zip(inputs))
        {
            if (again.grad is { } share)
                input.backward([share]);
        }
    }

    private readonly record struct Entry(
        Func<IReadOnlyList<torch.Tensor>, torch.Tensor> Segment, torch.Tensor[] Inputs, torch.Tensor Output, torch.Tensor Draws);
}
