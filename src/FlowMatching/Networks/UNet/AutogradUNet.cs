using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// Any U-Net, differentiated by autograd: its leaves share the arena's parameters and its gradients are accumulated in the
/// arena itself. In bfloat16 the leaves stay in single precision and are rounded in each pass, so that steps smaller than
/// a rounding are not lost.
/// </summary>
internal sealed class AutogradUNet : IUNetComputation
{
    private readonly UNetModel model;
    private readonly torch.Generator dropout;
    private readonly torch.ScalarType type;
    private readonly torch.Tensor[] buffers;
    private readonly RecomputationTape? tape;
    private ArenaLeaves? leaves;
    private torch.Tensor? input;
    private torch.Tensor? output;

    /// <summary>Prepares to compute.</summary>
    /// <param name="model">The network.</param>
    /// <param name="dropout">The trial's generator.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="checkpointing">Whether training computes features a second time instead of keeping them.</param>
    public AutogradUNet(UNetModel model, torch.Generator dropout, Precision precision, bool checkpointing = false)
    {
        type = precision == Precision.BFloat16 ? torch.bfloat16 : torch.float32;
        this.model = model;
        this.dropout = dropout;
        tape = checkpointing ? new RecomputationTape(dropout) : null;
        buffers =
        [
            .. model.Entries.Where(entry => entry.Buffer is not null).Select(entry =>
                torch.tensor(entry.Buffer!.ToArray(), [.. entry.Sizes], dtype: torch.float32).DetachFromDisposeScope()),
        ];
    }

    /// <inheritdoc/>
    public torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        Forget();
        input = points.detach().requires_grad_().DetachFromDisposeScope();
        output = Compute(LeavesOf(parameters).Tensors, input, time, dropout, tape).DetachFromDisposeScope();
        return output.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        using var scope = torch.NewDisposeScope();
        leaves!.Clear();
        if (tape is null)
            output!.backward([outputGradient]);
        else
            tape.Backward(output!, outputGradient);
        pointGradient?.copy_(input!.grad!);
        Forget();
    }

    /// <inheritdoc/>
    public torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var result = Compute(views, points, time);
        foreach (var view in views)
            view.Dispose();
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="Evaluate"/>, with products of the Jacobian at the points; see <see cref="Network.Differentiate"/>.</summary>
    public (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var leaf = points.detach().requires_grad_();
        var result = Compute(views, leaf, time);
        torch.Tensor[] products =
        [
            .. cotangents.Select((cotangent, i) =>
                torch.autograd.grad([result], [leaf], [cotangent], retain_graph: i < cotangents.Count - 1)[0].MoveToOuterDisposeScope()),
        ];
        foreach (var view in views)
            view.Dispose();
        return (result.detach().MoveToOuterDisposeScope(), products);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        leaves?.Dispose();
        foreach (var buffer in buffers)
            buffer.Dispose();
    }

    private torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor time, torch.Generator? generator = null, RecomputationTape? segments = null)
    {
        var options = model.Options;
        var images = points.reshape(-1, options.InputChannels, options.Resolution, options.Resolution).to(type);
        torch.Tensor[] rounded = [.. parameters.Select(parameter => parameter.to(type))];
        segments?.Keep(rounded);
        return model.Compute(model.Join(rounded, buffers), images, time.flatten(), generator, segments).flatten(1).to(torch.float32);
    }

    private ArenaLeaves LeavesOf(ParameterBlock parameters)
    {
        if (leaves?.Parameters != parameters)
        {
            leaves?.Dispose();
            leaves = new ArenaLeaves(parameters);
        }

        return leaves;
    }

    private void Forget()
    {
        tape?.Dispose();
        input?.Dispose();
        output?.Dispose();
        (input, output) = (null, null);
    }
}
