namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>The form in which a data set was published or given.</summary>
public enum ImageDatasetFormat
{
    /// <summary>Images and labels in IDX files, as MNIST and Fashion-MNIST come.</summary>
    Idx,

    /// <summary>CIFAR-10 in its binary version.</summary>
    Cifar10,

    /// <summary>A folder of PNG, JPEG or WebP files.</summary>
    Folder,
}
