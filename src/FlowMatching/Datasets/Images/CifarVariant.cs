namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>A form of CIFAR that is not read: told by the names of its files.</summary>
/// <param name="Words">What it is.</param>
/// <param name="Why">Why it is not read, and which form is wanted.</param>
internal sealed record CifarVariant(string Words, string Why)
{
    private const string Binary10 = "Give the binary version, cifar-10-binary.tar.gz, or fetch it with fastode data download cifar10.";
    private const string NoPickle = "Its files are pickles, which are never read, because a pickle is a program.";
    private const string Hundred = $"CIFAR-100 is not read in any of its forms. {Mnist.FolderOfClasses}";

    private static readonly (string[] Names, CifarVariant Variant)[] Known =
    [
        (["data_batch_1"], new("CIFAR-10's Python version", $"{NoPickle} {Binary10}")),
        (["batches.meta"], new("CIFAR-10's Python version", $"{NoPickle} {Binary10}")),
        (["data_batch_1.mat"], new("CIFAR-10's MATLAB version", Binary10)),
        (["fine_label_names.txt"], new("CIFAR-100's binary version", Hundred)),
        (["train.bin", "test.bin"], new("CIFAR-100's binary version", Hundred)),
        (["train", "test", "meta"], new("CIFAR-100's Python version", $"{NoPickle} {Hundred}")),
        (["train.mat", "test.mat", "meta.mat"], new("CIFAR-100's MATLAB version", Hundred)),
    ];

    /// <summary>The variant that files belong to, or null.</summary>
    /// <param name="names">The files' names, without folders.</param>
    public static CifarVariant? Of(IReadOnlyCollection<string> names) =>
        Known.FirstOrDefault(known => known.Names.All(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))).Variant;

    /// <summary>The variant that a folder holds, itself or in the folder that the published archive unpacks to; or null.</summary>
    /// <param name="folder">The folder.</param>
    public static CifarVariant? In(string folder) => Directory
        .EnumerateDirectories(folder, "cifar-10*")
        .Order(StringComparer.Ordinal)
        .Prepend(folder)
        .Select(place => Of([.. Directory.EnumerateFiles(place).Select(file => Path.GetFileName(file))]))
        .FirstOrDefault(variant => variant is not null);

    /// <summary>The refusal of it.</summary>
    /// <param name="path">The folder or archive.</param>
    public ImageDatasetException Refuse(string path) => new($"'{path}' is {Words}. {Why}");
}
