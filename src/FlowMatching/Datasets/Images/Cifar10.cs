using FastOde.FlowMatching.Files;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// Reads CIFAR-10 in its binary version: records of one label and 3 × 32 × 32 pixels, red, green and blue plane after
/// one another, row by row.
/// </summary>
public static class Cifar10
{
    private const int Channels = 3;
    private const int Side = 32;
    private const int ImageBytes = Channels * Side * Side;
    private const int RecordBytes = 1 + ImageBytes;
    private const int TrainFiles = 5;
    private const string PublishedFolder = "cifar-10-batches-bin";

    private static readonly string[] Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads one part from the published folder, or the folder that it was unpacked in.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Which part.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <exception cref="ImageDatasetException">A file is missing or cannot be used.</exception>
    public static ImageDataset Read(string folder, DatasetPart part, torch.Device device) => ImageDataset.Create(Open(folder, part), device);

    /// <summary>The published names of a part's files, in order.</summary>
    internal static IReadOnlyList<string> FileNames(DatasetPart part) =>
        part == DatasetPart.Train ? [.. Enumerable.Range(1, TrainFiles).Select(i => $"data_batch_{i}.bin")] : ["test_batch.bin"];

    /// <summary>Whether a folder has any file of a part.</summary>
    internal static bool Has(string folder, DatasetPart part) => FileNames(part).Any(name => File.Exists(Path.Combine(Place(folder), name)));

    /// <summary>Reads one part from the published folder, or the folder that it was unpacked in.</summary>
    internal static ImagePart Open(string folder, DatasetPart part)
    {
        var place = Place(folder);
        var names = FileNames(part);
        var missing = names.FirstOrDefault(name => !File.Exists(Path.Combine(place, name)));
        return missing is null
            ? Join([.. names.Select(name => Path.Combine(place, name)).Select(file => (file, ImageDatasetException.Naming(file, () => RegularFile.ReadAllBytes(file))))])
            : throw new ImageDatasetException($"The folder '{place}' has no '{missing}'. Unpack the binary version of CIFAR-10 (cifar-10-binary.tar.gz) into it.");
    }

    /// <summary>Joins the records of a part's files.</summary>
    /// <param name="files">Each file's name for messages and its content, in order.</param>
    /// <exception cref="ImageDatasetException">A content is not made of records.</exception>
    internal static ImagePart Join(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
            Check(name, content);
        var count = files.Sum(file => file.Content.Length / RecordBytes);
        var pixels = new byte[count * ImageBytes];
        var labels = new byte[count];
        var image = 0;
        foreach (var (_, content) in files)
        {
            for (var start = 0; start < content.Length; start += RecordBytes, image++)
            {
                labels[image] = content[start];
                content.AsSpan(start + 1, ImageBytes).CopyTo(pixels.AsSpan(image * ImageBytes));
            }
        }

        return new ImagePart { Shape = new SampleShape(Channels, Side, Side), Classes = Classes, Labels = labels, Pixels = [pixels] };
    }

    private static string Place(string folder)
    {
        var inner = Path.Combine(folder, PublishedFolder);
        return Directory.Exists(inner) ? inner : folder;
    }

    private static void Check(string file, byte[] content)
    {
        if (content.Length == 0 || content.Length % RecordBytes != 0)
        {
            throw new ImageDatasetException(
                $"The file '{file}' has {content.Length} bytes, and a whole number of records of {RecordBytes} bytes (1 label, {Channels} × {Side} × {Side} pixels) was expected. {ImageDatasetException.DownloadAgain}");
        }

        for (var start = 0; start < content.Length; start += RecordBytes)
        {
            if (content[start] >= Classes.Length)
            {
                throw new ImageDatasetException(
                    $"The file '{file}' has the label {content[start]} in record {start / RecordBytes}, and 0 to {Classes.Length - 1} was expected. Give the binary version of CIFAR-10.");
            }
        }
    }
}
