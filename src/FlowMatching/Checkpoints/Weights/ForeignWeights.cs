using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>Says what to do about a file that holds no weights: what came in place of a download, or a form that is to be unpacked.</summary>
internal static class ForeignWeights
{
    /// <summary>What a file is and what to do.</summary>
    /// <param name="start">Its first <see cref="FileForm.Length"/> bytes, or fewer.</param>
    /// <returns>Two sentences, the first without its subject; null where the file is of no form that is known here.</returns>
    public static string? Describe(ReadOnlySpan<byte> start) =>
        FileForm.Of(start) is { } form ? $"it is {form.Words}. {Cure(form.Kind)}" : null;

    private static string Cure(FileKind kind) => kind switch
    {
        FileKind.Empty => "Copy or download the file again.",
        FileKind.Pointer => "Run git lfs pull in its repository, or download the file itself.",
        FileKind.Page => "Download the file itself; the address may want a login or another link.",
        FileKind.Compressed => "Decompress it first.",
        FileKind.Archive or FileKind.Tar => "Unpack it, and give the file with the weights.",
        _ => "Give a PyTorch checkpoint or a safetensors file.",
    };
}
