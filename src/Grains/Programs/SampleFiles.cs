using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.Storage.Directories;
using TorchSharp;

namespace FastOde.Grains.Programs;

/// <summary>
/// Writes the pictures of an evaluation: <c>samples/STEP/SOLVER-NUMBER.png</c> and <c>strips/STEP/SOLVER-NUMBER.png</c> in the
/// trial's folder.
/// </summary>
internal static class SampleFiles
{
    private const int Columns = 8;

    /// <summary>Writes one picture, over the one that an earlier attempt may have left for the same step.</summary>
    /// <param name="directory">Where files lie.</param>
    /// <param name="trialId">The trial.</param>
    /// <param name="step">Training step of the evaluation.</param>
    /// <param name="picture">The images.</param>
    /// <returns>The file's record.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ArtifactRecord Write(DataDirectory directory, string trialId, int step, SamplePicture picture)
    {
        using var images = picture.ToTensor();
        return Write(directory, trialId, step, (ArtifactKinds.Samples, picture.Solver, picture.Number), images, Columns);
    }

    /// <summary>Writes how a few images came to be, over what an earlier attempt may have left for the same step.</summary>
    /// <param name="directory">Where files lie.</param>
    /// <param name="trialId">The trial.</param>
    /// <param name="step">Training step of the evaluation.</param>
    /// <param name="strips">The images.</param>
    /// <returns>The file's record.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ArtifactRecord Write(DataDirectory directory, string trialId, int step, ImageStrips strips)
    {
        using var images = strips.ToTensor();
        return Write(directory, trialId, step, (ArtifactKinds.Strips, strips.Solver, strips.Number), images, strips.Columns);
    }

    private static ArtifactRecord Write(
        DataDirectory directory, string trialId, int step, (string Kind, string Solver, double Number) what, torch.Tensor images, int columns)
    {
        var folder = Path.Combine(directory.ArtifactFolder(trialId), what.Kind, step.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{what.Solver.Replace('/', '_')}-{what.Number.ToString(CultureInfo.InvariantCulture)}.png");
        ImageGrid.Write(file, images, columns);
        return RecordedFiles.Describe(what.Kind, file, step, directory);
    }
}
