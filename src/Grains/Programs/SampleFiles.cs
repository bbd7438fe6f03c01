using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Programs;

/// <summary>Writes the pictures of an evaluation's samples: <c>samples/STEP/SOLVER-NUMBER.png</c> in the trial's folder.</summary>
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
        var folder = Path.Combine(directory.ArtifactFolder(trialId), ArtifactKinds.Samples, step.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        var number = picture.Number.ToString(CultureInfo.InvariantCulture);
        var file = Path.Combine(folder, $"{picture.Solver.Replace('/', '_')}-{number}.png");
        using (var images = picture.ToTensor())
            ImageGrid.Write(file, images, Columns);
        return RecordedFiles.Describe(ArtifactKinds.Samples, file, step, directory);
    }
}
