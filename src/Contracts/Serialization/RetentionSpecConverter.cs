using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="RetentionSpec"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class RetentionSpecConverter : IConverter<RetentionSpec, SpecSurrogate>
{
    /// <inheritdoc/>
    public RetentionSpec ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<RetentionSpec>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in RetentionSpec value) => SpecJson.Write(value);
}
