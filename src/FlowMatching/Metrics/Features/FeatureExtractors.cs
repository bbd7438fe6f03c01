using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Metrics.Features.Classifiers;
using FastOde.FlowMatching.Metrics.Features.Inception;
using FastOde.FlowMatching.Networks.Inception;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>The extractors of a data directory: a file of weights each, <c>NAME.safetensors</c>.</summary>
/// <param name="folder">Their folder; it need not exist.</param>
public sealed class FeatureExtractors(string folder)
{
    /// <summary>What a spec writes to leave the choice to the data set.</summary>
    public const string Automatic = "auto";

    private const string ClassifierSuffix = "-classifier";
    private const string Extension = ".safetensors";

    /// <summary>The name of the classifier of a data set.</summary>
    /// <param name="dataset">The data set's name.</param>
    public static string ClassifierOf(string dataset) => dataset + ClassifierSuffix;

    /// <summary>Where the weights of an extractor are.</summary>
    /// <param name="name">The extractor's name.</param>
    public string PathOf(string name) => Path.Combine(folder, name + Extension);

    /// <summary>Where a file of statistics is that a spec names.</summary>
    /// <param name="name">Its path below the folder.</param>
    /// <returns>Its full path, without links.</returns>
    /// <exception cref="FeatureFileException">The path leads out of the folder, by itself or through a link.</exception>
    public string StatisticsPath(string name) => FeatureFileException.Reading(
        name, $"copy it to {folder}, and write its name there as evaluation.statistics", () => RealPath.Below(folder, name));

    /// <summary>The names of all extractors, in order.</summary>
    public IReadOnlyList<string> Names() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Where(IsExtractor).Order(StringComparer.Ordinal)];

    /// <summary>What an extractor is.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FeatureFileException">There is none of this name, or its file cannot be used.</exception>
    public FeatureExtractorInfo Find(string name)
    {
        var file = Existing(name);
        if (name == InceptionExtractor.InceptionName)
            return new FeatureExtractorInfo(name, InceptionModel.Features, "any", null, null);
        using var classifier = ClassifierFile.Read(file);
        var images = classifier.Model.Options.Images;
        return new FeatureExtractorInfo(
            name, classifier.Model.Options.Features, $"{images.Channels} × {images.Height} × {images.Width}", classifier.Accuracy, classifier.DataSha256);
    }

    /// <summary>Opens an extractor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The extractor, on the CPU; the caller owns it.</returns>
    /// <exception cref="FeatureFileException">There is none of this name, or its file cannot be used.</exception>
    public FeatureExtractor Open(string name)
    {
        var file = Existing(name);
        return name == InceptionExtractor.InceptionName ? InceptionFile.Open(file) : new ClassifierExtractor(name, ClassifierFile.Read(file));
    }

    /// <summary>The extractor that scores a data set.</summary>
    /// <param name="requested">An extractor's name, or <see cref="Automatic"/>: the classifier trained on these images where there is one, else Inception.</param>
    /// <param name="dataset">The data set's name.</param>
    /// <param name="sha256">The hash of its training part.</param>
    /// <returns>The name of an extractor that is there.</returns>
    /// <exception cref="FeatureFileException">There is none; the message says how to get one.</exception>
    public string Choose(string requested, string dataset, string sha256)
    {
        if (requested != Automatic)
        {
            Existing(requested);
            return requested;
        }

        var own = ClassifierOf(dataset);
        var isThere = File.Exists(PathOf(own));
        if (isThere && Find(own).DataSha256 == sha256)
            return own;
        return File.Exists(PathOf(InceptionExtractor.InceptionName))
            ? InceptionExtractor.InceptionName
            : throw new FeatureFileException(
                $"No extractor of features is there for the data set '{dataset}'{(isThere ? $": '{own}' was trained on other images" : "")}. "
                + $"Train one with fastode features train {dataset}, or get Inception with fastode features download inception.");
    }

    private static bool IsExtractor(string name) => name == InceptionExtractor.InceptionName || name.EndsWith(ClassifierSuffix, StringComparison.Ordinal);

    private string Existing(string name)
    {
        var names = Names();
        if (names.Contains(name))
            return PathOf(name);
        throw new FeatureFileException($"There is no extractor of features '{name}' in '{folder}'{UnknownName.Hint(name, names)} Train one with fastode features train NAME, or get Inception with fastode features download inception.");
    }
}
