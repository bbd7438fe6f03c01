using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// Reads CIFAR-10 in its binary version: records of one label and 3 × 32 × 32 pixels, red, green and blue plane after
/// one another, row by row.
/// </summary>
public static class Cifar10
{
    private const int Classes = 10;
    private const int Channels = 3;
    private const int Side = 32;
    private const int ImageBytes = Channels * Side * Side;
    private const int RecordBytes = 1 + ImageBytes;
    private const int TrainFiles = 5;
    private const string PublishedFolder = "cifar-10-batches-bin";

    /// <summary>Reads one part from the published folder, or the folder that it was unpacked in.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Which part.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <exception cref="ImageDatasetException">A file is missing or cannot be used.</exception>
    public static ImageDataset Read(string folder, DatasetPart part, torch.Device device)
    {
        var inner = Path.Combine(folder, PublishedFolder);
        var place = Directory.Exists(inner) ? inner : folder;
        string[] names = part == DatasetPart.Train ? [.. Enumerable.Range(1, TrainFiles).Select(i => $"data_batch_{i}.bin")] : ["test_batch.bin"];
        var missing = names.FirstOrDefault(name => !File.Exists(Path.Combine(place, name)));
        return missing is null
            ? Read([.. names.Select(name => Path.Combine(place, name))], device)
            : throw new ImageDatasetException($"The folder '{place}' has no '{missing}'. Unpack the binary version of CIFAR-10 (cifar-10-binary.tar.gz) into it.");
    }

    /// <summary>Reads files of records.</summary>
    /// <param name="files">The files, in order; at least one.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <returns>Images of shape [count, 3, 32, 32].</returns>
    /// <exception cref="ImageDatasetException">A file cannot be used.</exception>
    public static ImageDataset Read(IReadOnlyList<string> files, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        var contents = files.Select(Content).ToArray();
        var count = contents.Sum(content => content.Length / RecordBytes);
        var pixels = new byte[count * ImageBytes];
        var labels = new byte[count];
        var image = 0;
        foreach (var (file, content) in files.Zip(contents))
            for (var start = 0; start < content.Length; start += RecordBytes, image++)
            {
                labels[image] = content[start] < Classes
                    ? content[start]
                    : throw new ImageDatasetException(
                        $"The file '{file}' has the label {content[start]} in record {start / RecordBytes}, and 0 to {Classes - 1} was expected. Give the binary version of CIFAR-10.");
                content.AsSpan(start + 1, ImageBytes).CopyTo(pixels.AsSpan(image * ImageBytes));
            }

        return ImageDataset.Create(pixels, [count, Channels, Side, Side], labels, Classes, device);
    }

    private static byte[] Content(string file)
    {
        var content = ImageDatasetException.Naming(file, () => File.ReadAllBytes(file));
        return content.Length > 0 && content.Length % RecordBytes == 0
            ? content
            : throw new ImageDatasetException(
                $"The file '{file}' has {content.Length} bytes, and a whole number of records of {RecordBytes} bytes (1 label, {Channels} × {Side} × {Side} pixels) was expected. {ImageDatasetException.DownloadAgain}");
    }
}
