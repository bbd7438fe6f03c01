using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Specs.Words;

namespace FastOde.Grains.Specs;

/// <summary>Whether the data sets that a spec names are here, and are what it says.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="shapes">What is known of data sets.</param>
internal sealed class DataChecks(ExperimentSpec spec, SpecText text, SpecProblems problems, DataShapes shapes)
{
    private const string NameKey = "data.name";

    /// <summary>Runs every check.</summary>
    internal void Run()
    {
        if (problems.Has("trial.data") || problems.Has($"search.space.{NameKey}"))
            return;
        try
        {
            Names();
            if (!problems.Has("trial.data") && shapes.Known(spec.Trial.Data.Name) is { } known)
                Agree(known);
        }
        catch (ImageDatasetException error)
        {
            problems.Add(text.Line($"trial.{NameKey}"), $"trial.{NameKey}", error.Message);
        }
    }

    private void Names()
    {
        if (shapes.Names() is not { } names)
            return;
        Exists(spec.Trial.Data.Name, $"trial.{NameKey}", text.Line($"trial.{NameKey}"), names);
        foreach (var value in spec.Search.Space.FirstOrDefault(dimension => dimension.Key == NameKey)?.Values ?? [])
            Exists(value.ToString(), $"search.space.{NameKey}", text.Line($"search.space.{NameKey}"), names);
    }

    private void Exists(string name, string path, int line, IReadOnlyList<string> names)
    {
        if (names.Contains(name))
            return;
        var download = PublishedDatasets.All.Names.Contains(name) ? $"fastode data download {name} or " : "";
        problems.Add(line, path, $"{UnknownName.Describe("data set", name, names)} Add images with {download}fastode data add {name} PATH.");
    }

    private void Agree(SampleShape known)
    {
        var data = spec.Trial.Data;
        if (known.IsImage)
        {
            Agree("size", data.Size, known.Width, known);
            Agree("channels", data.Channels, known.Channels, known);
            return;
        }

        foreach (var (key, isSet) in new[] { ("size", data.Size is not null), ("channels", data.Channels is not null), ("flip", data.Flip) })
        {
            if (isSet)
                problems.Add(text.Line($"trial.data.{key}"), $"trial.data.{key}", $"{data.Name} has points, not images; remove this key.");
        }
    }

    private void Agree(string key, int? stated, int actual, SampleShape known)
    {
        if (stated is { } number && number != actual)
        {
            problems.Add(
                text.Line($"trial.data.{key}"), $"trial.data.{key}",
                $"{spec.Trial.Data.Name} has images of {known.Description}, so {key} is {actual}, not {number}.");
        }
    }
}
