using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="TrialSpec"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class TrialSpecConverter : IConverter<TrialSpec, SpecSurrogate>
{
    /// <inheritdoc/>
    public TrialSpec ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<TrialSpec>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in TrialSpec value) => SpecJson.Write(value);
}
