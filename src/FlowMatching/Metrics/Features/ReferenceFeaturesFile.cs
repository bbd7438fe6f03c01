using System.Globalization;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Files;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Keeps reference features in a safetensors file, with the digests of the images and of the extractor they belong to.</summary>
internal static class ReferenceFeaturesFile
{
    private const string Kind = "feature-statistics";
    private const string DataKey = "data.sha256";
    private const string ExtractorKey = "extractor.sha256";
    private const string CountKey = "count";
    private const string MeanName = "mean";
    private const string CovarianceName = "covariance";
    private const string FeaturesName = "features";

    /// <summary>Writes them whole or not at all.</summary>
    /// <exception cref="FeatureFileException">The file cannot be written.</exception>
    public static void Write(string file, ReferenceFeatures reference, string dataSha256, string extractorSha256)
    {
        var checkpoint = new Checkpoint
        {
            Step = 0,
            Fingerprint = Kind,
            Facts = new Dictionary<string, string>
            {
                [DataKey] = dataSha256,
                [ExtractorKey] = extractorSha256,
                [CountKey] = reference.Statistics.Count!.Value.ToString(CultureInfo.InvariantCulture),
            },
            Tensors =
            [
                Stored(MeanName, "F64", reference.Statistics.Mean),
                Stored(CovarianceName, "F64", reference.Statistics.Covariance),
                Stored(FeaturesName, "F32", reference.Features!),
            ],
        };
        FeatureFileException.Writing(file, () => WholeFile.Write(file, CheckpointFormat.Encode(checkpoint)));
    }

    /// <summary>Reads them; null where the file belongs to other images or another extractor.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ReferenceFeatures? Read(string file, string dataSha256, string extractorSha256)
    {
        var checkpoint = CheckpointFormat.Decode(File.ReadAllBytes(file));
        if (checkpoint.Fingerprint != Kind || checkpoint.Facts[DataKey] != dataSha256 || checkpoint.Facts[ExtractorKey] != extractorSha256)
            return null;
        return new ReferenceFeatures
        {
            Statistics = new FeatureStatistics
            {
                Count = long.Parse(checkpoint.Facts[CountKey], CultureInfo.InvariantCulture),
                Mean = Tensor<double>(checkpoint.Tensor(MeanName)),
                Covariance = Tensor<double>(checkpoint.Tensor(CovarianceName)),
            },
            Features = Tensor<float>(checkpoint.Tensor(FeaturesName)),
        };
    }

    private static SafeTensor Stored(string name, string type, torch.Tensor tensor)
    {
        using var plain = tensor.contiguous();
        return new() { Name = name, Type = type, Shape = plain.shape, Data = plain.bytes.ToArray() };
    }

    private static torch.Tensor Tensor<T>(SafeTensor stored)
        where T : unmanaged
    {
        var tensor = torch.empty([.. stored.Shape], dtype: typeof(T) == typeof(double) ? torch.float64 : torch.float32).DetachFromDisposeScope();
        stored.Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }
}
