using System.Runtime.ExceptionServices;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// A folder of PNG, JPEG and WebP files, told apart by content. Its folders, one level deep, are classes in the order of
/// their names; without folders there is one class. Names that begin with a dot are passed over.
/// </summary>
internal static class ImageFolder
{
    private const string OnlyClass = "images";
    private const int MostClasses = 256;
    private const int BlockImages = 256;
    private const int BlockBytes = 1 << 26;

    /// <summary>Looks at every file's header, and reads the images when they are asked for.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">Height and width that each image gets; null to take them as they are, all of one size.</param>
    /// <param name="channels">What they are converted to; null to take them as they are, all of one kind.</param>
    /// <param name="classes">The classes of the part that this one belongs to; null to take the folder's own.</param>
    /// <param name="cancellationToken">Gives up, here and while the images are read.</param>
    /// <exception cref="ImageDatasetException">Something in the folder cannot be used.</exception>
    public static ImagePart Open(string folder, int? size, ImageChannels? channels, IReadOnlyList<string>? classes, CancellationToken cancellationToken)
    {
        var files = Files(folder);
        classes ??= [.. files.Select(file => file.Class).Distinct()];
        var labels = files.Select(file => Label(file, classes)).ToArray();
        var images = files.Select(file => Look(file.Path, cancellationToken)).ToArray();
        var kind = channels ?? OneKind(images);
        var (height, width) = size is { } side ? (side, side) : OneSize(images);
        var block = Math.Clamp(BlockBytes / ((int)kind * height * width), 1, BlockImages);
        return new ImagePart
        {
            Shape = new SampleShape((int)kind, height, width),
            Classes = classes,
            Labels = labels,
            Pixels = images.Chunk(block).Select(images => Decode(images, kind, height, width, cancellationToken)),
        };
    }

    private static EncodedImage Look(string file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return EncodedImage.Open(file);
    }

    private static (string Path, string Class)[] Files(string folder)
    {
        var (files, folders) = Content(folder);
        if (files.Length > 0 && folders.Length > 0)
            throw new ImageDatasetException($"'{folder}' has files such as '{Path.GetFileName(files[0])}' beside folders such as '{Path.GetFileName(folders[0])}'. Give a folder with images only, or with one folder of images for each class.");
        if (files.Length == 0 && folders.Length == 0)
            throw new ImageDatasetException($"The folder '{folder}' is empty. Expected PNG, JPEG or WebP files, folders of them, or the files of MNIST, Fashion-MNIST or CIFAR-10.");
        if (folders.Length > MostClasses)
            throw new ImageDatasetException($"'{folder}' has {folders.Length} folders, and there can be at most {MostClasses} classes.");
        return files.Length > 0 ? [.. files.Select(file => (file, OnlyClass))] : [.. folders.SelectMany(OfClass)];
    }

    private static IEnumerable<(string Path, string Class)> OfClass(string folder)
    {
        var (files, folders) = Content(folder);
        if (folders.Length > 0)
            throw new ImageDatasetException($"'{folders[0]}' is a folder inside a class, and classes hold images only. Move its images up, or remove it.");
        return files.Length > 0
            ? files.Select(file => (file, Path.GetFileName(folder)))
            : throw new ImageDatasetException($"The folder '{folder}' of a class is empty. Remove it, or put images into it.");
    }

    private static (string[] Files, string[] Folders) Content(string folder) => ImageDatasetException.Naming(folder, () =>
        (Visible(Directory.EnumerateFiles(folder)), Visible(Directory.EnumerateDirectories(folder))));

    private static string[] Visible(IEnumerable<string> paths) =>
        [.. paths.Where(path => Path.GetFileName(path)[0] != '.').Order(StringComparer.Ordinal)];

    private static byte Label((string Path, string Class) file, IReadOnlyList<string> classes)
    {
        for (var label = 0; label < classes.Count; label++)
        {
            if (classes[label] == file.Class)
                return (byte)label;
        }

        throw new ImageDatasetException($"The test image '{file.Path}' is of the class '{file.Class}', which the training images do not have; they have {string.Join(", ", classes)}.");
    }

    private static ImageChannels OneKind(EncodedImage[] images)
    {
        var other = images.FirstOrDefault(image => image.Channels != images[0].Channels);
        return other is null
            ? images[0].Channels
            : throw new ImageDatasetException($"'{images[0].File}' is {Word(images[0])} and '{other.File}' is {Word(other)}. Say what all shall be with --channels grey or --channels rgb.");
    }

    private static string Word(EncodedImage image) => image.Channels == ImageChannels.Grey ? "grey" : "in colour";

    private static (int Height, int Width) OneSize(EncodedImage[] images)
    {
        var first = images[0];
        var other = images.FirstOrDefault(image => (image.Height, image.Width) != (first.Height, first.Width));
        return other is null
            ? (first.Height, first.Width)
            : throw new ImageDatasetException($"'{first.File}' has {first.Width} × {first.Height} pixels and '{other.File}' has {other.Width} × {other.Height}. Crop and resize all to N × N with --size N.");
    }

    private static ReadOnlyMemory<byte> Decode(EncodedImage[] images, ImageChannels channels, int height, int width, CancellationToken cancellationToken)
    {
        var length = (int)channels * height * width;
        var pixels = new byte[images.Length * length];
        try
        {
            Parallel.For(0, images.Length, new ParallelOptions { CancellationToken = cancellationToken }, index => images[index].Decode(channels, height, width, pixels.AsSpan(index * length, length)));
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return pixels;
    }
}
