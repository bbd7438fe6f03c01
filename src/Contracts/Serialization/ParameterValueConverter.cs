using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="ParameterValue"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class ParameterValueConverter : IConverter<ParameterValue, SpecSurrogate>
{
    /// <inheritdoc/>
    public ParameterValue ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<ParameterValue>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in ParameterValue value) => SpecJson.Write(value);
}
