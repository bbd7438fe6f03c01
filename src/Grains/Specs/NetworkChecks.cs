using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.Specs;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Specs;

/// <summary>What can be wrong between the data set and the networks of a trial, each of them right by itself.</summary>
/// <param name="trial">The trial as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="shapes">What is known of data sets.</param>
internal sealed class NetworkChecks(TrialSpec trial, SpecText text, SpecProblems problems, DataShapes shapes)
{
    /// <summary>Runs every check.</summary>
    internal void Run()
    {
        if (problems.Has("trial.data") || problems.Has("trial.network") || problems.Has("trial.encoder") || problems.Has("trial.priorNetwork") || problems.Has("trial.coupling"))
            return;
        if (shapes.Of(trial.Data) is { } shape)
            Networks(shape);
    }

    private void Networks(SampleShape shape)
    {
        var options = TrainingOptionsMapper.Map(trial, seed: 0);
        Fits(options.Network, shape, NetworkFactory.VelocityOutputs);
        if (options.Encoder is { } encoder)
            Fits(encoder, shape, NetworkFactory.EncoderOutputs);
        if (options.PriorNetwork is { } priorNetwork)
            Fits(priorNetwork, shape, NetworkFactory.VelocityOutputs, "priorNetwork");
    }

    private void Fits(NetworkOptions options, SampleShape shape, int outputs, string? section = null)
    {
        if (!options.IsUNet)
            return;
        try
        {
            NetworkFactory.UNet(options, shape, outputs);
        }
        catch (SettingValueException error)
        {
            var words = error.Key!.Split('.');
            var key = string.Join('.', ["trial", section ?? words[0], .. words[1..]]);
            problems.Add(text.Line(key), key, error.Problem);
        }
    }
}
