using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs;
using FastOde.Specs.Networks;
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
        Fits(trial.Network, shape, NetworkProblem.VelocityOutputs);
        if (!trial.Encoder.IsEmpty)
            Fits(trial.EncoderNetwork, shape, NetworkProblem.EncoderOutputs);
        if (trial.PriorFlowNetwork is { } flow)
            Fits(flow, shape, NetworkProblem.VelocityOutputs, "priorNetwork");
    }

    private void Fits(NetworkSpec network, SampleShape shape, int outputs, string? section = null)
    {
        if (network is not UNetSpec unet)
            return;
        try
        {
            _ = UNetShape.Of(unet, shape, outputs);
        }
        catch (SettingValueException error)
        {
            var words = error.Key!.Split('.');
            var key = string.Join('.', ["trial", section ?? words[0], .. words[1..]]);
            problems.Add(text.Line(key), key, error.Problem);
        }
    }
}
