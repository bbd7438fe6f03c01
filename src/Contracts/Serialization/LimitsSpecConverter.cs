using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="LimitsSpec"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class LimitsSpecConverter : IConverter<LimitsSpec, SpecSurrogate>
{
    /// <inheritdoc/>
    public LimitsSpec ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<LimitsSpec>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in LimitsSpec value) => SpecJson.Write(value);
}
