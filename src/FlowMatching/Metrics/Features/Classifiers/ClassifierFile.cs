using System.Globalization;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Networks.Classifier;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>Keeps a classifier in a safetensors file: its weights, and as facts its shape, data set and accuracy.</summary>
public static class ClassifierFile
{
    private const string Kind = "classifier";

    /// <summary>Writes a classifier whole or not at all.</summary>
    /// <param name="file">Where to; a file that is there is replaced, and the folder is made.</param>
    /// <param name="classifier">What to write.</param>
    /// <exception cref="FeatureFileException">The file cannot be written.</exception>
    public static void Write(string file, TrainedClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        var options = classifier.Model.Options;
        var checkpoint = new Checkpoint
        {
            Step = 0,
            Fingerprint = Kind,
            Facts = new Dictionary<string, string>
            {
                ["channels"] = Text(options.Images.Channels),
                ["height"] = Text(options.Images.Height),
                ["width"] = Text(options.Images.Width),
                ["classes"] = Text(options.Classes),
                ["convolution.width"] = Text(options.Width),
                ["features"] = Text(options.Features),
                ["data.sha256"] = classifier.DataSha256,
                ["accuracy"] = classifier.Accuracy.ToString("R", CultureInfo.InvariantCulture),
                ["seed"] = Text(classifier.Seed),
            },
            Tensors = [.. classifier.Model.Shapes.Zip(classifier.Weights, (shape, weights) => new SafeTensor
            {
                Name = shape.Name,
                Type = "F32",
                Shape = shape.Sizes,
                Data = weights.bytes.ToArray(),
            })],
        };
        FeatureFileException.Writing(file, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            WholeFile.Write(file, CheckpointFormat.Encode(checkpoint));
        });
    }

    /// <summary>Reads a classifier.</summary>
    /// <returns>The classifier, which the caller owns.</returns>
    /// <exception cref="FeatureFileException">The file is missing, damaged or something else.</exception>
    public static TrainedClassifier Read(string file) => FeatureFileException.Reading(file, "train the classifier again", () =>
    {
        var checkpoint = CheckpointFormat.Decode(File.ReadAllBytes(file));
        if (checkpoint.Fingerprint != Kind)
            throw new InvalidDataException("it holds something else than a classifier");
        int Number(string fact) => int.Parse(checkpoint.Facts[fact], CultureInfo.InvariantCulture);
        var model = new ClassifierModel(new ClassifierOptions(new SampleShape(Number("channels"), Number("height"), Number("width")), Number("classes"))
        {
            Width = Number("convolution.width"),
            Features = Number("features"),
        });
        return new TrainedClassifier(model, [.. model.Shapes.Select(shape => Weights(checkpoint.Tensor(shape.Name), shape.Sizes))])
        {
            Accuracy = double.Parse(checkpoint.Facts["accuracy"], CultureInfo.InvariantCulture),
            DataSha256 = checkpoint.Facts["data.sha256"],
            Seed = long.Parse(checkpoint.Facts["seed"], CultureInfo.InvariantCulture),
        };
    });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static torch.Tensor Weights(SafeTensor stored, IReadOnlyList<long> sizes)
    {
        if (stored.Type != "F32" || !stored.Shape.SequenceEqual(sizes))
            throw new InvalidDataException($"its tensor '{stored.Name}' is {stored.Type} [{string.Join(", ", stored.Shape)}], and F32 [{string.Join(", ", sizes)}] was expected");
        var tensor = torch.empty([.. sizes], dtype: torch.float32).DetachFromDisposeScope();
        stored.Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }
}
