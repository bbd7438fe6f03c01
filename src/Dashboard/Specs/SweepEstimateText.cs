using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Specs;

/// <summary>An estimate in words.</summary>
public static class SweepEstimateText
{
    /// <summary>Above this a submission is asked about.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What an experiment would take, and where that is known from.</summary>
    /// <param name="estimate">The estimate.</param>
    public static string Of(SweepEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate.Known == 0)
            return "How long it takes is not known: no trial of the same data, networks and batch has completed here yet.";
        var of = estimate.Known < estimate.Trials ? $" for the {NumberText.Count(estimate.Known)} of {NumberText.Count(estimate.Trials)} trials of which it is known" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"About {NumberText.Duration(estimate.Duration)}, {estimate.AtOnce} at a time, and {NumberText.Bytes(estimate.Bytes)} of disk{of}, as {NumberText.Count(estimate.Earlier)} earlier {(estimate.Earlier == 1 ? "trial" : "trials")} of the same shape took.");
    }
}
