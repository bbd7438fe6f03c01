using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using TorchSharp;

namespace FastOde.Bench.Fuzz;

/// <summary>The readers of files, each with right files that were made for it, and with damage under checksums that are right.</summary>
internal sealed class ReaderTargets : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fastode-fuzz-").FullName;

    /// <summary>All of them.</summary>
    public IReadOnlyList<FuzzTarget> All =>
    [
        new("pth", Packed(SeedFiles.Pickles, SeedFiles.Pth), Weights("a.pth"), error => error is CheckpointException),
        new("safetensors", Mutations.Of(SeedFiles.Safetensors, SeedFiles.JsonTokens), Weights("a.safetensors"), error => error is CheckpointException),
        new("npz", Packed(SeedFiles.Arrays, SeedFiles.Npz), Statistics, error => error is FeatureFileException),
        new("idx", Packed([SeedFiles.Idx], SeedFiles.Gz), Idx, error => error is ImageDatasetException),
        new("cifar", Packed([SeedFiles.CifarTar()], SeedFiles.Gz), Archive, error => error is ImageDatasetException),
        new("png", Packed([SeedFiles.Picture(SkiaSharp.SKEncodedImageFormat.Png)], WithChecksums), Image, error => error is ImageDatasetException),
        new("jpeg", Mutations.Of([SeedFiles.Picture(SkiaSharp.SKEncodedImageFormat.Jpeg)]), Image, error => error is ImageDatasetException),
        new("webp", Mutations.Of([SeedFiles.Picture(SkiaSharp.SKEncodedImageFormat.Webp)]), Image, error => error is ImageDatasetException),
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Damage inside of a container, and damage of the container itself.</summary>
    private static Gen<byte[]> Packed(IReadOnlyList<byte[]> contents, Func<byte[], byte[]> pack) =>
        Gen.OneOf(Mutations.Of(contents).Select(pack), Mutations.Of([.. contents.Select(pack)]), Mutations.Of(contents));

    private Action<byte[]> Weights(string name) => input =>
    {
        using var weights = WeightSource.Open(Write(name, input));
        foreach (var tensor in weights.Tensors.Values.Where(tensor => tensor.IsFloating))
            tensor.Read().Dispose();
    };

    private void Statistics(byte[] input) => StatisticsFile.Read(Write("a.npz", input)).Dispose();

    private void Idx(byte[] input)
    {
        Write("labels", SeedFiles.IdxLabels);
        Mnist.Read(Write("images", input), Path.Combine(folder, "labels"), torch.CPU).Dispose();
    }

    private void Archive(byte[] input) => Cifar10Archive.Open(Write("a.tar.gz", input)).Part(DatasetPart.Train);

    private void Image(byte[] input)
    {
        const int Side = 8;
        var target = new byte[3 * Side * Side];
        EncodedImage.Open(Write("image", input)).Decode(ImageChannels.Rgb, Side, Side, target);
    }

    private static byte[] WithChecksums(byte[] png)
    {
        var whole = (byte[])png.Clone();
        for (long at = 8; at + 12 <= whole.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(whole.AsSpan((int)at));
            if (at + 12 + length > whole.Length)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan((int)(at + 8 + length)), Crc32.HashToUInt32(whole.AsSpan((int)at + 4, (int)length + 4)));
            at += 12 + length;
        }

        return whole;
    }

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
