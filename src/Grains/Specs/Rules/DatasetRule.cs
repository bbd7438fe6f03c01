using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Rules;

/// <summary>The name of a data set; whether one of images was added depends on the data directory.</summary>
internal sealed record DatasetRule : ValueRule
{
    internal override string Expected => $"one of {string.Join(", ", DatasetCatalog.Datasets.Names)}, or the name of an added data set of images";

    internal override string? Check(ParameterValue value) => value.Text is { } name && DatasetName.IsValid(name)
        ? null
        : Wording.Unknown("data set", value.ToString(), DatasetCatalog.Datasets.Names);

    internal override ParameterValue? Interpret(ScalarNode scalar) => scalar.IsEmpty ? null : ParameterValue.Of(scalar.Text);
}
