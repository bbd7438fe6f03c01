using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;

namespace FastOde.Grains.Programs;

/// <summary>Describes the networks that a spec asks for.</summary>
public static class NetworkInspection
{
    /// <summary>Velocity network and encoder of a trial before anything is searched.</summary>
    /// <param name="trial">The trial of a valid spec that trains a network.</param>
    /// <param name="evaluate">Whether to evaluate them for weights and inputs by <see cref="FillRule"/>.</param>
    public static IReadOnlyList<NetworkReport> Describe(TrialSpec trial, bool evaluate)
    {
        var options = TrainingOptionsMapper.Map(trial, seed: 0);
        return NetworkReports.Of(options.Network, DatasetCatalog.Datasets.Find(options.Data).Prior, evaluate);
    }
}
