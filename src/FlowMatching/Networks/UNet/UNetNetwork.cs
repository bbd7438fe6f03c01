using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// A U-Net on points that are images row by row, differentiated by autograd: its leaves share the arena's parameters and
/// its gradients are accumulated in the arena itself. As Gaussian encoder it gives all means, then all log variances.
/// </summary>
public sealed class UNetNetwork : Network
{
    private readonly UNetModel model;
    private readonly torch.Generator dropout;
    private readonly torch.Tensor[] buffers;
    private ParameterBlock? bound;
    private torch.Tensor[] leaves = [];
    private torch.Tensor[] gradients = [];
    private torch.Tensor? input;
    private torch.Tensor? output;

    /// <summary>Lays the network out; it computes once its parameters have a place.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="dropout">The trial's generator; training draws from it where the options ask for dropout.</param>
    /// <exception cref="Catalogs.SettingValueException">No U-Net can have these options.</exception>
    public UNetNetwork(UNetOptions options, torch.Generator dropout)
    {
        ArgumentNullException.ThrowIfNull(dropout);
        model = new UNetModel(options);
        this.dropout = dropout;
        buffers =
        [
            .. model.Entries.Where(entry => entry.Buffer is not null).Select(entry =>
                torch.tensor(entry.Buffer!.ToArray(), [.. entry.Sizes], dtype: torch.float32).DetachFromDisposeScope()),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => model.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => model.Options.OutputChannels * Pixels;

    private int Pixels => model.Options.Resolution * model.Options.Resolution;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor time)
    {
        ArgumentNullException.ThrowIfNull(points);
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        Bind(parameters);
        Forget();
        input = points.detach().requires_grad_().DetachFromDisposeScope();
        output = Compute(leaves, input, time, dropout).DetachFromDisposeScope();
        return output.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        if (output is null)
            throw new InvalidOperationException("A U-Net goes backward once after each forward pass.");
        using var scope = torch.NewDisposeScope();
        foreach (var gradient in gradients)
            gradient.zero_();
        output.backward([outputGradient]);
        pointGradient?.copy_(input!.grad!);
        Forget();
    }

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var result = Compute(views, points, time, null);
        foreach (var view in views)
            view.Dispose();
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            foreach (var tensor in buffers.Concat(leaves).Concat(gradients))
                tensor.Dispose();
        }

        base.Dispose(disposing);
    }

    private torch.Tensor Compute(torch.Tensor[] parameters, torch.Tensor points, torch.Tensor time, torch.Generator? generator)
    {
        var options = model.Options;
        var images = points.reshape(-1, options.InputChannels, options.Resolution, options.Resolution);
        return model.Apply(model.Join(parameters, buffers), images, time.flatten(), generator).reshape(-1, OutputDimension);
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
