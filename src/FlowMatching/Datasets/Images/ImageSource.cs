namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files that were recognised as a data set.</summary>
/// <param name="Format">What they were recognised as.</param>
/// <param name="Train">The images to train on.</param>
/// <param name="Test">The images held back to test on, or null.</param>
internal sealed record ImageSource(ImageDatasetFormat Format, ImagePart Train, ImagePart? Test)
{
    /// <summary>Recognises what lies at a path by its content.</summary>
    /// <exception cref="ImageDatasetException">Nothing usable does.</exception>
    public static ImageSource Open(ImageDatasetSource source)
    {
        if (!Path.Exists(source.Path))
            throw new ImageDatasetException($"There is nothing at '{source.Path}'. Give a folder or archive that exists.");
        if (File.Exists(source.Path))
            return Published(source, ImageDatasetFormat.Cifar10, part => Cifar10Archive.Open(source.Path, part));
        if (Mnist.Has(source.Path, DatasetPart.Train))
            return Published(source, ImageDatasetFormat.Idx, part => Mnist.Has(source.Path, part) ? Mnist.Open(source.Path, part) : null);
        if (Cifar10.Has(source.Path, DatasetPart.Train))
            return Published(source, ImageDatasetFormat.Cifar10, part => Cifar10.Has(source.Path, part) ? Cifar10.Open(source.Path, part) : null);
        return OpenFolder(source);
    }

    private static ImageSource Published(ImageDatasetSource source, ImageDatasetFormat format, Func<DatasetPart, ImagePart?> open)
    {
        var option = source.Size is not null ? "--size" : source.Channels is not null ? "--channels" : source.TestPath is not null ? "--test" : null;
        return option is null
            ? new ImageSource(format, open(DatasetPart.Train)!, open(DatasetPart.Test))
            : throw new ImageDatasetException($"{option} is for folders of PNG, JPEG or WebP files, and '{source.Path}' holds a published data set, which is taken as it is. Leave {option} away.");
    }

    private static ImageSource OpenFolder(ImageDatasetSource source)
    {
        var train = ImageFolder.Open(source.Path, source.Size, source.Channels, classes: null);
        if (source.TestPath is not { } path)
            return new ImageSource(ImageDatasetFormat.Folder, train, null);
        if (!Directory.Exists(path))
            throw new ImageDatasetException($"There is no folder '{path}'. Give --test a folder that exists.");
        var test = ImageFolder.Open(path, source.Size, source.Channels, train.Classes);
        return test.Shape == train.Shape
            ? new ImageSource(ImageDatasetFormat.Folder, train, test)
            : throw new ImageDatasetException(
                $"The images in '{source.Path}' are {train.Shape.Channels} × {train.Shape.Height} × {train.Shape.Width}, and those in '{path}' {test.Shape.Channels} × {test.Shape.Height} × {test.Shape.Width}. Make them the same with --size N and --channels grey or rgb.");
    }
}
