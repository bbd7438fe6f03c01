using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="SpecReading"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class SpecReadingConverter : IConverter<SpecReading, SpecSurrogate>
{
    /// <inheritdoc/>
    public SpecReading ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<SpecReading>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in SpecReading value) => SpecJson.Write(value);
}
