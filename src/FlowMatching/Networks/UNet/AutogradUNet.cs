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
    private ParameterBlock? bound;
    private torch.Tensor[] leaves = [];
    private torch.Tensor[] gradients = [];
    private torch.Tensor? input;
    private torch.Tensor? output;

    /// <summary>Prepares to compute.</summary>
    /// <param name="model">The network.</param>
    /// <param name="dropout">The trial's generator.</param>
    /// <param name="precision">What it computes with.</param>
    public AutogradUNet(UNetModel model, torch.Generator dropout, Precision precision)
    {
        type = precision == Precision.BFloat16 ? torch.bfloat16 : torch.float32;
        this.model = model;
        this.dropout = dropout;
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
        Bind(parameters);
        Forget();
        input = points.detach().requires_grad_().DetachFromDisposeScope();
        output = Compute(leaves, input, time, dropout).DetachFromDisposeScope();
        return output.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var gradient in gradients)
            gradient.zero_();
        output!.backward([outputGradient]);
        pointGradient?.copy_(input!.grad!);
        Forget();
    }

    /// <inheritdoc/>
    public torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var result = Compute(views, points, time, null);
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
        var result = Compute(views, leaf, time, null);
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
        foreach (var tensor in buffers.Concat(leaves).Concat(gradients))
            tensor.Dispose();
    }

    private torch.Tensor Compute(torch.Tensor[] parameters, torch.Tensor points, torch.Tensor time, torch.Generator? generator)
    {
        var options = model.Options;
        var images = points.reshape(-1, options.InputChannels, options.Resolution, options.Resolution).to(type);
        torch.Tensor[] rounded = [.. parameters.Select(parameter => parameter.to(type))];
        return model.Apply(model.Join(rounded, buffers), images, time.flatten(), generator).flatten(1).to(torch.float32);
    }

    private void Bind(ParameterBlock parameters)
    {
        if (ReferenceEquals(bound, parameters))
            return;
        foreach (var tensor in leaves.Concat(gradients))
            tensor.Dispose();
        var values = parameters.Views(ArenaPart.Values);
        gradients = parameters.Views(ArenaPart.Gradients);
        leaves = [.. values.Select(value => value.detach().requires_grad_().DetachFromDisposeScope())];
        foreach (var (leaf, gradient) in leaves.Zip(gradients))
            leaf.grad = gradient;
        foreach (var value in values)
            value.Dispose();
        bound = parameters;
    }

    private void Forget()
    {
        input?.Dispose();
        output?.Dispose();
        (input, output) = (null, null);
    }
}
