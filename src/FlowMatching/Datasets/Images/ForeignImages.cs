using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>What to do about a file that is none of those that data sets are made from.</summary>
internal static class ForeignImages
{
    /// <summary>What the start of a file says it is; null where that is not known, or is some text among the images.</summary>
    /// <param name="start">Its first <see cref="FileForm.Length"/> bytes, or fewer.</param>
    public static FileForm? Of(ReadOnlySpan<byte> start) => FileForm.Of(start) is { Kind: not FileKind.Text } form ? form : null;

    /// <summary>What to do, as a sentence.</summary>
    public static string Cure(FileKind kind) => kind switch
    {
        FileKind.Pointer => "Fetch the file with git lfs pull.",
        FileKind.Compressed or FileKind.Archive or FileKind.Tar => "Unpack it, and give the folder.",
        FileKind.Pickle => "Pickles are never read, because a pickle is a program: give the binary version of the data set, or its images as PNG files.",
        FileKind.Arrays => "Write its images as PNG files, and give their folder.",
        FileKind.Idx => "Give the folder in which the files of MNIST's form lie under their published names.",
        FileKind.Image => "Give the folder in which the images lie.",
        FileKind.OtherImage => "Convert it to PNG, or remove it from the folder.",
        _ => ImageDatasetException.DownloadAgain,
    };
}
