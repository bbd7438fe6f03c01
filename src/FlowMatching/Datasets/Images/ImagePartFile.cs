using System.Security.Cryptography;
using FastOde.FlowMatching.Checkpoints;
using TorchSharp;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// A stored part of a data set: a safetensors file with <c>images</c>, uint8 [n, channels, height, width], and
/// <c>labels</c>, uint8 [n]. Both ways the pixels pass through a block at a time, so that a set may be larger than an array.
/// </summary>
internal static class ImagePartFile
{
    private const int BlockBytes = 1 << 26;

    /// <summary>Writes and flushes a new file.</summary>
    /// <param name="file">Where; no such file may be there.</param>
    /// <param name="part">The images.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; what is written then is no whole file.</param>
    /// <exception cref="ImageDatasetException">The images cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ImagePartInfo Write(string file, ImagePart part, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        stream.Write(Preamble(part.Shape, part.Labels.Length));
        foreach (var block in part.Pixels.Append(part.Labels))
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(block.Span);
            hash.AppendData(block.Span);
        }

        stream.Flush(flushToDisk: true);
        return new ImagePartInfo
        {
            ClassCounts = [.. part.Classes.Select((_, label) => part.Labels.LongCount(found => found == label))],
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }

    /// <summary>Reads a file and verifies its hash.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="info">What it should hold.</param>
    /// <param name="shape">Channels, rows and columns of each image.</param>
    /// <param name="device">Where the images shall stay.</param>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImageDataset Read(string file, ImagePartInfo info, SampleShape shape, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        using var stream = File.OpenRead(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var preamble = Preamble(shape, info.Count);
        var expected = preamble.Length + info.Count * (shape.Dimension + 1);
        if (stream.Length != expected)
            throw new InvalidDataException($"it has {stream.Length} bytes where {expected} were stored");
        var found = new byte[preamble.Length];
        stream.ReadExactly(found);
        var images = torch.empty([info.Count, shape.Channels, shape.Height, shape.Width], torch.uint8);
        var labels = torch.empty([info.Count], torch.uint8);
        Fill(images, stream, hash);
        Fill(labels, stream, hash);
        if (!found.AsSpan().SequenceEqual(preamble) || Convert.ToHexStringLower(hash.GetHashAndReset()) != info.Sha256)
            throw new InvalidDataException($"its content has not the hash {info.Sha256[..12]}… that was stored");
        return ImageDataset.Create(images, labels, info.ClassCounts.Count, info.Sha256, device);
    }

    // The header follows from shape and count alone, so that reading compares it instead of understanding it.
    private static byte[] Preamble(SampleShape shape, long count) => SafetensorsFile.Preamble(
        new Dictionary<string, string>(),
        [
            new SafeTensor { Name = "images", Type = "U8", Shape = [count, shape.Channels, shape.Height, shape.Width], Data = default },
            new SafeTensor { Name = "labels", Type = "U8", Shape = [count], Data = default },
        ]);

    private static void Fill(torch.Tensor tensor, FileStream stream, IncrementalHash hash)
    {
        using var flat = tensor.view(-1);
        for (var start = 0L; start < flat.NumberOfElements; start += BlockBytes)
        {
            using var block = flat.narrow(0, start, Math.Min(BlockBytes, flat.NumberOfElements - start));
            stream.ReadExactly(block.bytes);
            hash.AppendData(block.bytes);
        }
    }
}
