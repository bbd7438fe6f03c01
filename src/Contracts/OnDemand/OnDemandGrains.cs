using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.OnDemand;

/// <summary>Finds the grains that compute what somebody asks for now. A cluster has them while it has a process with slots.</summary>
public static class OnDemandGrains
{
    /// <summary>The grain that makes samples of a trial.</summary>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="trialId">The trial.</param>
    /// <exception cref="ExperimentRefusedException">No process with slots belongs to the cluster now.</exception>
    public static ITrialSamplingGrain Sampling(IGrainFactory grains, string trialId) => Find<ITrialSamplingGrain>(grains, trialId);

    /// <summary>The grain that measures a trial.</summary>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="trialId">The trial.</param>
    /// <exception cref="ExperimentRefusedException">No process with slots belongs to the cluster now.</exception>
    public static ITrialEvaluationGrain Evaluation(IGrainFactory grains, string trialId) => Find<ITrialEvaluationGrain>(grains, trialId);

    private static T Find<T>(IGrainFactory grains, string trialId)
        where T : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(grains);
        try
        {
            return grains.GetGrain<T>(trialId);
        }
        catch (ArgumentException)
        {
            // What is said of a grain that no silo of the cluster offers.
            throw new ExperimentRefusedException("No process with slots belongs to the cluster now, and only those compute; start one (fastode serve --role trainer).");
        }
    }
}
