using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>Evaluates a U-Net in double precision with weights and images from <see cref="FillRule"/>.</summary>
public static class ReferenceRun
{
    /// <summary>Fills, evaluates and summarises.</summary>
    /// <param name="model">The network.</param>
    /// <param name="times">One time for each image, which stands for every condition.</param>
    public static OutputSummary Summary(UNetModel model, IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(times);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        torch.Tensor[] state = [.. model.Entries.Select(FillRule.Fill)];
        var shape = model.Shape;
        var images = FillRule.Images(times.Count, shape.InputChannels, shape.Resolution, shape.Resolution);
        // One image at a time: nothing joins images, and a batch of large ones in double precision would need twice the memory.
        var outputs = times.Select((time, i) => model.Apply(state, images.narrow(0, i, 1), torch.full([1, shape.Conditions.Count], time, dtype: torch.float64)));
        return OutputSummary.Of(torch.cat([.. outputs], 0));
    }
}
