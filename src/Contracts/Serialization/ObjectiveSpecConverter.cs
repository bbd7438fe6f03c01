using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="ObjectiveSpec"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class ObjectiveSpecConverter : IConverter<ObjectiveSpec, SpecSurrogate>
{
    /// <inheritdoc/>
    public ObjectiveSpec ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<ObjectiveSpec>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in ObjectiveSpec value) => SpecJson.Write(value);
}
