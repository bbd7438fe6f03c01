using System.Globalization;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// Reads MNIST and data sets published in its form, such as Fashion-MNIST: grey images and one label of ten classes for
/// each, in two IDX files, plain or in gz.
/// </summary>
public static class Mnist
{
    private const int ClassCount = 10;

    private static readonly string[] Classes = [.. Enumerable.Range(0, ClassCount).Select(label => label.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads one part from a folder with the published file names, such as <c>train-images-idx3-ubyte.gz</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Which part.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <exception cref="ImageDatasetException">A file is missing or cannot be used.</exception>
    public static ImageDataset Read(string folder, DatasetPart part, torch.Device device) => ImageDataset.Create(Open(folder, part), device);

    /// <summary>Reads images and their labels from two files.</summary>
    /// <param name="imagesFile">An IDX file of bytes in three dimensions: images, rows, columns.</param>
    /// <param name="labelsFile">An IDX file of bytes in one dimension.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <returns>Images of shape [count, 1, rows, columns].</returns>
    /// <exception cref="ImageDatasetException">A file cannot be used, or the two do not belong together.</exception>
    public static ImageDataset Read(string imagesFile, string labelsFile, torch.Device device) =>
        ImageDataset.Create(Open(imagesFile, labelsFile), device);

    /// <summary>Whether a folder has any file with a published name of a part.</summary>
    internal static bool Has(string folder, DatasetPart part) =>
        new[] { ImagesName(part), LabelsName(part) }.Any(name => Candidates(folder, name).Any(File.Exists));

    /// <summary>Reads one part from a folder with the published file names.</summary>
    internal static ImagePart Open(string folder, DatasetPart part) => Open(Find(folder, ImagesName(part)), Find(folder, LabelsName(part)));

    private static ImagePart Open(string imagesFile, string labelsFile)
    {
        var images = IdxFile.Read(imagesFile, IdxFile.ImagesMagic);
        var labels = IdxFile.Read(labelsFile, IdxFile.LabelsMagic);
        if (images.Sizes[0] != labels.Sizes[0])
            throw new ImageDatasetException(
                $"'{imagesFile}' has {images.Sizes[0]} images and '{labelsFile}' has {labels.Sizes[0]} labels, and each image needs one. Give two files of the same part.");
        var wrong = labels.Content.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1));
        if (wrong >= 0)
            throw new ImageDatasetException(
                $"The file '{labelsFile}' has the label {labels.Content[wrong]} for image {wrong}, and 0 to {ClassCount - 1} was expected. {ImageDatasetException.DownloadAgain}");
        return new ImagePart
        {
            Shape = new SampleShape(1, images.Sizes[1], images.Sizes[2]),
            Classes = Classes,
            Labels = labels.Content,
            Pixels = [images.Content],
        };
    }

    private static string ImagesName(DatasetPart part) => $"{Prefix(part)}-images-idx3-ubyte";

    private static string LabelsName(DatasetPart part) => $"{Prefix(part)}-labels-idx1-ubyte";

    private static string Prefix(DatasetPart part) => part == DatasetPart.Train ? "train" : "t10k";

    private static string[] Candidates(string folder, string name) => [Path.Combine(folder, name), Path.Combine(folder, name + ".gz")];

    private static string Find(string folder, string name) =>
        Candidates(folder, name).FirstOrDefault(File.Exists)
        ?? throw new ImageDatasetException($"The folder '{folder}' has neither '{name}' nor '{name}.gz'. Download the four files of the data set into it.");
}
