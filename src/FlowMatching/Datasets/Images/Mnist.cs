using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// Reads MNIST and data sets published in its form, such as Fashion-MNIST: grey images and one label of ten classes for
/// each, in two IDX files, plain or in gz.
/// </summary>
public static class Mnist
{
    private const int Classes = 10;

    /// <summary>Reads one part from a folder with the published file names, such as <c>train-images-idx3-ubyte.gz</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Which part.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <exception cref="ImageDatasetException">A file is missing or cannot be used.</exception>
    public static ImageDataset Read(string folder, DatasetPart part, torch.Device device)
    {
        var prefix = part == DatasetPart.Train ? "train" : "t10k";
        return Read(Find(folder, $"{prefix}-images-idx3-ubyte"), Find(folder, $"{prefix}-labels-idx1-ubyte"), device);
    }

    /// <summary>Reads images and their labels from two files.</summary>
    /// <param name="imagesFile">An IDX file of bytes in three dimensions: images, rows, columns.</param>
    /// <param name="labelsFile">An IDX file of bytes in one dimension.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <returns>Images of shape [count, 1, rows, columns].</returns>
    /// <exception cref="ImageDatasetException">A file cannot be used, or the two do not belong together.</exception>
    public static ImageDataset Read(string imagesFile, string labelsFile, torch.Device device)
    {
        var images = IdxFile.Read(imagesFile, IdxFile.ImagesMagic);
        var labels = IdxFile.Read(labelsFile, IdxFile.LabelsMagic);
        if (images.Sizes[0] != labels.Sizes[0])
            throw new ImageDatasetException(
                $"'{imagesFile}' has {images.Sizes[0]} images and '{labelsFile}' has {labels.Sizes[0]} labels, and each image needs one. Give two files of the same part.");
        var wrong = labels.Content.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new ImageDatasetException(
                $"The file '{labelsFile}' has the label {labels.Content[wrong]} for image {wrong}, and 0 to {Classes - 1} was expected. {ImageDatasetException.DownloadAgain}");
        return ImageDataset.Create(images.Content, [images.Sizes[0], 1, images.Sizes[1], images.Sizes[2]], labels.Content, Classes, device);
    }

    private static string Find(string folder, string name)
    {
        var candidates = new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".gz") };
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new ImageDatasetException($"The folder '{folder}' has neither '{name}' nor '{name}.gz'. Download the four files of the data set into it.");
    }
}
