namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files that were recognised as a data set.</summary>
/// <param name="Format">What they were recognised as.</param>
/// <param name="Train">The images to train on.</param>
/// <param name="Test">The images held back to test on, or null.</param>
internal sealed record ImageSource(ImageDatasetFormat Format, ImagePart Train, ImagePart? Test)
{
    /// <summary>Recognises what lies at a path by its content.</summary>
    /// <param name="source">The path, and how to take what lies there.</param>
    /// <param name="cancellationToken">Gives up, also while the images are read later.</param>
    /// <exception cref="ImageDatasetException">Nothing usable does.</exception>
    public static ImageSource Open(ImageDatasetSource source, CancellationToken cancellationToken)
    {
        var path = source.Path;
        if (!Path.Exists(path))
            throw new ImageDatasetException($"There is nothing at '{path}'. Give a folder or archive that exists.");
        if (!Directory.Exists(path))
        {
            var archive = Cifar10Archive.Open(path);
            return Published(source, ImageDatasetFormat.Cifar10, archive.Part);
        }

        var (isMnist, isCifar10) = ImageDatasetException.Naming(path, () => (Has(path, Mnist.Has), Has(path, Cifar10.Has)));
        if (isMnist && isCifar10)
            throw new ImageDatasetException($"The folder '{path}' has files of MNIST's form and of CIFAR-10. Give a folder with one of them.");
        if (isMnist)
            return Published(source, ImageDatasetFormat.Idx, part => IsThere(path, part, Mnist.Has) ? Mnist.Open(path, part) : null);
        if (isCifar10)
            return Published(source, ImageDatasetFormat.Cifar10, part => IsThere(path, part, Cifar10.Has) ? Cifar10.Open(path, part) : null);
        RefuseUnread(path);
        return OpenFolder(source, cancellationToken);
    }

    private static bool Has(string folder, Func<string, DatasetPart, bool> has) => Enum.GetValues<DatasetPart>().Any(part => has(folder, part));

    // The training part is always opened, so that a folder with the test part alone says what it lacks.
    private static bool IsThere(string folder, DatasetPart part, Func<string, DatasetPart, bool> has) => part == DatasetPart.Train || has(folder, part);

    private static void RefuseUnread(string folder)
    {
        var (variant, emnist) = ImageDatasetException.Naming(folder, () => (CifarVariant.In(folder), Mnist.Emnist(folder)));
        if (variant is not null)
            throw variant.Refuse(folder);
        if (emnist is not null)
        {
            throw new ImageDatasetException(
                $"'{emnist}' is of EMNIST, whose images lie on their side and mostly have more than MNIST's ten classes. {Mnist.FolderOfClasses}");
        }
    }

    private static ImageSource Published(ImageDatasetSource source, ImageDatasetFormat format, Func<DatasetPart, ImagePart?> open)
    {
        var option = source.Size is not null ? "--size" : source.Channels is not null ? "--channels" : source.TestPath is not null ? "--test" : null;
        if (option is not null)
            throw new ImageDatasetException($"{option} is for folders of PNG, JPEG or WebP files, and '{source.Path}' holds a published data set, which is taken as it is. Leave {option} away.");
        var (train, test) = (open(DatasetPart.Train)!, open(DatasetPart.Test));
        return test is null || test.Shape == train.Shape
            ? new ImageSource(format, train, test)
            : throw new ImageDatasetException(
                $"The training images in '{source.Path}' are {Words(train.Shape)}, and the test images {Words(test.Shape)}. Give the two parts of one data set, or take the test files away.");
    }

    private static string Words(SampleShape shape) => $"{shape.Channels} × {shape.Height} × {shape.Width}";

    private static ImageSource OpenFolder(ImageDatasetSource source, CancellationToken cancellationToken)
    {
        var train = ImageFolder.Open(source.Path, source.Size, source.Channels, classes: null, cancellationToken);
        if (source.TestPath is not { } path)
            return new ImageSource(ImageDatasetFormat.Folder, train, null);
        if (!Directory.Exists(path))
            throw new ImageDatasetException($"There is no folder '{path}'. Give --test a folder that exists.");
        var test = ImageFolder.Open(path, source.Size, source.Channels, train.Classes, cancellationToken);
        return test.Shape == train.Shape
            ? new ImageSource(ImageDatasetFormat.Folder, train, test)
            : throw new ImageDatasetException(
                $"The images in '{source.Path}' are {Words(train.Shape)}, and those in '{path}' {Words(test.Shape)}. Make them the same with --size N and --channels grey or rgb.");
    }
}
