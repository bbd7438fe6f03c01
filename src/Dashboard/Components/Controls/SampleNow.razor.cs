using FastOde.Contracts.OnDemand;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Has samples of a trial made as somebody chooses, and shows them; while they are made, it is asked for by a timer.</summary>
public sealed partial class SampleNow
{
    private static readonly SampleOrder Usual = new();

    private SamplingChoices? choices;
    private ScatterPicture? picture;
    private string solver = Usual.Solver;
    private string grid = "";
    private int evaluations = (int)Usual.Number;
    private double tolerance = 1e-5;
    private int count = Usual.Count;
    private int seed;

    private ITrialSamplingGrain Grain => OnDemandGrains.Sampling(Grains, TrialId);

    private bool IsAdaptive => choices!.Adaptive.Contains(solver);

    // Which checkpoint it is, is said of every order.
    private string Asked => (Status!.Order with { Step = null }).Describe();

    private string? Line => Status switch
    {
        null => null,
        { State: WorkState.Waiting } => "Other orders of this machine go first.",
        { State: WorkState.Running, Step: { } step } => $"{Asked}, from the checkpoint of step {NumberText.Count(step)}.",
        { State: WorkState.Cancelled } => "Cancelled.",
        { State: WorkState.Completed, Step: { } step, StepCount: { } steps, Nfe: { } nfe, Seconds: { } seconds } =>
            $"{Asked}, from the checkpoint of step {NumberText.Count(step)}: {NumberText.Count(steps)} steps, NFE {NumberText.Nfe(nfe)}, {NumberText.Seconds(seconds / Status.Order.Count)} a sample. They are kept for an hour.",
        _ => null,
    };

    /// <inheritdoc/>
    protected override string Doing => "makes samples";

    /// <inheritdoc/>
    protected override async Task Prepare()
    {
        choices = await Grain.Choices();
        grid = choices.Grids[0];
    }

    /// <inheritdoc/>
    protected override Task<SamplingStatus?> Ask() => Grain.Status();

    /// <inheritdoc/>
    protected override bool IsGoing(SamplingStatus status) => status.IsGoing;

    /// <inheritdoc/>
    protected override string? ProblemOf(SamplingStatus status) => status.Problem;

    /// <inheritdoc/>
    protected override async Task Show(SamplingStatus? before, SamplingStatus now)
    {
        if (now.State == WorkState.Completed && (now.Key != before?.Key || before.IsGoing))
            picture = await Grain.Points(now.Key) is { } points ? ScatterPicture.Of(points) : null;
    }

    private Task Make() => Order(async () => await Grain.Sample(new()
    {
        Solver = IsAdaptive || grid == choices!.Grids[0] ? solver : $"{solver}/{grid}",
        Number = IsAdaptive ? tolerance : evaluations,
        Count = count,
        Seed = seed,
        Step = Step,
    }));

    private Task Cancel() => Order(() => Grain.Cancel());
}
