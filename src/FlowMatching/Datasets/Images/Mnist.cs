using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// Reads MNIST and data sets published in its form, such as Fashion-MNIST: grey images and one label of ten classes for
/// each, in two IDX files, plain or in gz.
/// </summary>
public static partial class Mnist
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
        ImageDataset.Create(Open([imagesFile], [labelsFile]), device);

    /// <summary>Whether a folder has any file with a published name of a part.</summary>
    internal static bool Has(string folder, DatasetPart part) =>
        Candidates(folder, part, "images").Length + Candidates(folder, part, "labels").Length > 0;

    /// <summary>Reads one part from a folder with the published file names.</summary>
    internal static ImagePart Open(string folder, DatasetPart part) => Open(Find(folder, part, "images"), Find(folder, part, "labels"));

    /// <summary>A file of EMNIST in a folder, or null: its names are others, and so are most of its labels.</summary>
    internal static string? Emnist(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(file => EmnistName().IsMatch(Path.GetFileName(file)));

    private static ImagePart Open(string[] imagesFiles, string[] labelsFiles)
    {
        var images = Read(imagesFiles, IdxFile.ImagesMagic);
        var labels = Read(labelsFiles, IdxFile.LabelsMagic);
        var (imagesFile, labelsFile) = (imagesFiles[0], labelsFiles[0]);
        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw new ImageDatasetException(
                $"'{imagesFile}' has {images.Sizes[0]} images and '{labelsFile}' has {labels.Sizes[0]} labels, and each image needs one. Give two files of the same part.");
        }

        var wrong = labels.Content.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1));
        if (wrong >= 0)
        {
            throw new ImageDatasetException(
                $"The file '{labelsFile}' has the label {labels.Content[wrong]} for image {wrong}, and 0 to {ClassCount - 1} was expected. {Advice(labels.Content)}");
        }

        return new ImagePart
        {
            Shape = new SampleShape(1, images.Sizes[1], images.Sizes[2]),
            Classes = Classes,
            Labels = labels.Content,
            Pixels = [images.Content],
        };
    }

    // A file may lie there twice, as it came and unpacked; that is right as long as it does not matter which is read.
    private static IdxFile Read(string[] files, uint magic)
    {
        var read = IdxFile.Read(files[0], magic);
        foreach (var other in files.Skip(1))
        {
            if (!IdxFile.Read(other, magic).IsSameAs(read))
                throw new ImageDatasetException($"'{files[0]}' and '{other}' stand for the same part and have different content. Remove the one that is not wanted.");
        }

        return read;
    }

    private static string Advice(byte[] labels) => (labels.Min(), labels.Max()) switch
    {
        (1, 26) => $"1 to 26 are EMNIST's letters. {FolderOfClasses}",
        (_, 46) => $"0 to 46 are EMNIST's balanced classes. {FolderOfClasses}",
        (_, 61) => $"0 to 61 are EMNIST's digits and letters. {FolderOfClasses}",
        _ => $"Download it again; or, where there are other classes: {FolderOfClasses}",
    };

    /// <summary>What to do with a data set of other classes.</summary>
    internal const string FolderOfClasses = "Write the images as PNG files, one folder for each class, and add the folder of these.";

    private static string[] Candidates(string folder, DatasetPart part, string kind) => ImageDatasetException.Naming(folder, () => Directory
        .EnumerateFiles(folder)
        .Where(file => PublishedName().Match(Path.GetFileName(file)) is { Success: true } match
            && match.Groups["part"].Value.Equals(Prefix(part), StringComparison.OrdinalIgnoreCase)
            && match.Groups["kind"].Value.Equals(kind, StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal)
        .ToArray());

    private static string Prefix(DatasetPart part) => part == DatasetPart.Train ? "train" : "t10k";

    private static string[] Find(string folder, DatasetPart part, string kind)
    {
        var name = $"{Prefix(part)}-{kind}-{(kind == "images" ? "idx3" : "idx1")}-ubyte";
        return Candidates(folder, part, kind) is { Length: > 0 } files
            ? files
            : throw new ImageDatasetException($"The folder '{folder}' has neither '{name}' nor '{name}.gz'. Download the four files of the data set into it.");
    }

    // Published with a hyphen before idx; unpackers and other publishers have a dot.
    [GeneratedRegex(@"^(?<part>train|t10k)-(?<kind>images|labels)[-.]idx(?(?<=images.idx)3|1)-ubyte(\.gz)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PublishedName();

    [GeneratedRegex(@"^emnist-\w+-(train|test)-(images|labels)[-.]idx[13]-ubyte(\.gz)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EmnistName();
}
