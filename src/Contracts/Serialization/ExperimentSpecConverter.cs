using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="ExperimentSpec"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class ExperimentSpecConverter : IConverter<ExperimentSpec, SpecSurrogate>
{
    /// <inheritdoc/>
    public ExperimentSpec ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<ExperimentSpec>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in ExperimentSpec value) => SpecJson.Write(value);
}
