using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// How a few images came to be, as rows of pictures: of each image its states from noise to data, and below them the data
/// that the velocity pointed to at each state. A last column, after an empty one, has real images.
/// </summary>
public sealed record ImageStrips
{
    /// <summary>Images, each with two rows.</summary>
    public const int MostImages = 4;

    /// <summary>The most states of an image, both ends among them.</summary>
    public const int MostStates = 9;

    /// <summary>The solver's name in a spec.</summary>
    public required string Solver { get; init; }

    /// <summary>The number the spec asked for: its NFE budget.</summary>
    public required double Number { get; init; }

    /// <summary>Pictures in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>The shape of one image.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The pictures row by row, each channels × rows × columns.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>The pixels as a tensor: uint8, shape [n, channels, rows, columns]; the caller owns it.</summary>
    public torch.Tensor ToTensor() => SamplePicture.ToTensor(Pixels, Shape);

    /// <summary>Takes the first images of a trajectory, at steps that are spread evenly.</summary>
    /// <param name="setting">What made them.</param>
    /// <param name="trajectory">Their states, rows in [-1, 1].</param>
    /// <param name="field">The velocity; it is evaluated once more at each state that is shown.</param>
    /// <param name="path">What the velocity says of data by.</param>
    /// <param name="real">Real images, at least one, shape [n, dimension].</param>
    /// <param name="shape">The shape of one image.</param>
    internal static ImageStrips Take(SolverSetting setting, Trajectory trajectory, IVelocityField field, InterpolationPath path, torch.Tensor real, SampleShape shape)
    {
        using var scope = torch.NewDisposeScope();
        var count = Math.Min(MostStates, trajectory.Times.Count);
        var images = (int)Math.Min(MostImages, trajectory.States.shape[1]);
        int[] shown = [.. Enumerable.Range(0, count).Select(k => (int)(k * (long)trajectory.StepCount / (count - 1)))];
        var states = shown.Select(step => trajectory.States[step].narrow(0, 0, images).flatten(1)).ToArray();
        var predictions = shown.Zip(states, (step, state) => step == trajectory.StepCount ? state : Prediction(field, path, state, trajectory.Times[step]));
        var white = torch.ones(images, 2, 1, shape.Dimension);
        var beside = real.narrow(0, 0, Math.Min(2 * images, real.shape[0])).flatten(1);
        beside = beside.repeat((2 * images + beside.shape[0] - 1) / beside.shape[0], 1).narrow(0, 0, 2 * images).view(images, 2, 1, shape.Dimension);
        var strips = torch.stack([torch.stack(states, 1), torch.stack([.. predictions], 1)], 1).cpu();
        var rows = torch.cat([strips, white, beside], 2);
        return new()
        {
            Solver = setting.Solver,
            Number = setting.Number,
            Columns = count + 2,
            Shape = shape,
            Pixels = SamplePicture.Bytes(rows.view(-1, shape.Dimension)),
        };
    }

    private static torch.Tensor Prediction(IVelocityField field, InterpolationPath path, torch.Tensor state, double time)
    {
        var at = torch.full([state.shape[0], 1], time, dtype: torch.float32, device: state.device);
        return path.Data(state, field.Velocity(state, at), at);
    }
}
