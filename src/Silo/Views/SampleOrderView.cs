using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FastOde.Contracts.OnDemand;

namespace FastOde.Silo.Views;

/// <summary>Samples that are asked for.</summary>
/// <param name="Solver">The solver, with its time grid after a slash or without.</param>
/// <param name="Number">Evaluations of a fixed-step solver, at most 1,000, or the tolerance of an adaptive one.</param>
/// <param name="Count">How many.</param>
/// <param name="Seed">Seed of the noise. Sample i depends on this and i alone.</param>
/// <param name="FromData">Whether to start from the encoder's noise for test data instead of the prior.</param>
/// <param name="Noise">Whether the noise is kept too.</param>
/// <param name="Predictions">Whether the data predicted at the start of each step are kept too.</param>
/// <param name="Step">Training step of the checkpoint, which the trial must still keep; null for its newest.</param>
internal sealed record SampleOrderView(
    [property: DefaultValue("heun")] string Solver = "heun",
    [property: DefaultValue(9.0)] double Number = 9,
    [property: Range(1, SampleOrder.MostSamples), DefaultValue(64)] int Count = 64,
    [property: Range(0, int.MaxValue), DefaultValue(0L)] long Seed = 0,
    [property: DefaultValue(false)] bool FromData = false,
    [property: DefaultValue(false)] bool Noise = false,
    [property: DefaultValue(false)] bool Predictions = false,
    int? Step = null)
{
    /// <summary>Shows an order.</summary>
    /// <param name="order">The order.</param>
    public static SampleOrderView Of(SampleOrder order) =>
        new(order.Solver, order.Number, order.Count, order.Seed, order.FromData, order.KeepsNoise, order.KeepsPredictions, order.Step);

    /// <summary>The order.</summary>
    public SampleOrder ToOrder() => new()
    {
        Solver = Solver,
        Number = Number,
        Count = Count,
        Seed = Seed,
        FromData = FromData,
        KeepsNoise = Noise,
        KeepsPredictions = Predictions,
        Step = Step,
    };
}
