using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>What a level of the contracting half is given beside its features.</summary>
internal sealed class SideInput
{
    private readonly Resampler? smaller;
    private readonly Convolution? mix;
    private readonly DownConvolution? residual;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="level">The level's name, such as <c>enc.14x14</c>.</param>
    /// <param name="kind">Skip or residual.</param>
    /// <param name="inputs">Channels of what the level above was given.</param>
    /// <param name="outputs">Channels of the features.</param>
    /// <param name="style">Filter and initial values.</param>
    public SideInput(StateLayout layout, string level, ContractingKind kind, int inputs, int outputs, UNetBlockStyle style)
    {
        if (kind == ContractingKind.Skip)
        {
            smaller = new Resampler(layout, $"{level}_aux_down", ResampleDirection.Down, style.ResampleFilter);
            mix = new Convolution(layout, $"{level}_aux_skip", inputs, outputs, 1, style.Initial);
        }
        else
        {
            residual = new DownConvolution(layout, $"{level}_aux_residual", inputs, outputs, style.Initial, style.ResampleFilter);
        }
    }

    /// <summary>Joins the features with what the level is given.</summary>
    /// <param name="pass">Where the tensors are.</param>
    /// <param name="features">The level's features after its first block.</param>
    /// <param name="side">What the level above was given; replaced by what this level passes on.</param>
    /// <returns>The features the level goes on with.</returns>
    public torch.Tensor Apply(Pass pass, torch.Tensor features, ref torch.Tensor side)
    {
        if (residual is not null)
        {
            side = pass.Run(inputs => Average(inputs[0], residual.Apply(pass, inputs[1])), features, side);
            return side;
        }

        side = pass.Run(inputs => smaller!.Apply(pass, inputs[0]), side);
        return pass.Run(inputs => Add(inputs[0], mix!.Apply(pass, inputs[1])), features, side);
    }

    private static torch.Tensor Average(torch.Tensor features, torch.Tensor side)
    {
        using var sum = Add(features, side);
        return sum / Math.Sqrt(2);
    }

    private static torch.Tensor Add(torch.Tensor features, torch.Tensor side)
    {
        using (side)
            return features + side;
    }
}
