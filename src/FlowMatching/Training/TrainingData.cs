using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>What a trial trains on: samples by number, each a row of numbers.</summary>
public abstract class TrainingData : ISampleTable, IDisposable
{
    /// <summary>The shape of one sample.</summary>
    public abstract SampleShape Shape { get; }

    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <summary>The prior over noise that belongs to this data.</summary>
    public abstract DiagonalNormal Prior { get; }

    /// <summary>The coupling of data that come with their own noise; null where the trial's options say which coupling.</summary>
    public virtual Coupling? OwnCoupling() => null;

    /// <summary>Evaluations of networks that it took to make these data; null where nobody counted them.</summary>
    public virtual long? EvaluationsBefore => 0;

    /// <summary>Evaluations of a teacher's networks since, one a sample.</summary>
    public virtual long Evaluations => 0;

    /// <summary>A teacher's velocity, for methods that are distilled from it; null where there is no such teacher.</summary>
    /// <returns>For one thread; it computes with networks that are disposed of with the data.</returns>
    public virtual IVelocityField? TeacherVelocity() => null;

    /// <summary>Gives networks the weights that come with the data, in place of drawn ones.</summary>
    /// <param name="arena">The networks' parameters; its average is left alone.</param>
    /// <exception cref="SettingValueException">No weights come with the data, or they do not fit; the message names the key at fault.</exception>
    public virtual void Initialize(ParameterArena arena) =>
        throw new SettingValueException("coupling.initialWeights: These data come without weights; use initialWeights: random.");

    /// <summary>Where a teacher's trajectories end from the noise of the evaluation, shape [samples, dimension…]; null where there is no teacher.</summary>
    public virtual torch.Tensor? TeacherEnds => null;

    /// <inheritdoc/>
    public abstract void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the samples.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
