namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files that were recognised as a data set.</summary>
internal sealed record ImageSource
{
    /// <summary>What they were recognised as.</summary>
    public required ImageDatasetFormat Format { get; init; }

    /// <summary>The images to train on.</summary>
    public required ImagePart Train { get; init; }

    /// <summary>The images held back to test on, or null.</summary>
    public ImagePart? Test { get; init; }

    /// <summary>Recognises what lies at a path by its content.</summary>
    /// <exception cref="ImageDatasetException">Nothing usable does.</exception>
    public static ImageSource Open(ImageDatasetSource source)
    {
        if (!Path.Exists(source.Path))
            throw new ImageDatasetException($"There is nothing at '{source.Path}'. Give a folder or archive that exists.");
        if (!Directory.Exists(source.Path) || !Mnist.Has(source.Path, DatasetPart.Train))
            throw new ImageDatasetException($"'{source.Path}' holds no data set. Expected a folder with the IDX files of MNIST or Fashion-MNIST.");
        return new ImageSource
        {
            Format = ImageDatasetFormat.Idx,
            Train = Mnist.Open(source.Path, DatasetPart.Train),
            Test = Mnist.Has(source.Path, DatasetPart.Test) ? Mnist.Open(source.Path, DatasetPart.Test) : null,
        };
    }
}
