using FastOde.Specs;

namespace FastOde.Contracts.Serialization;

/// <summary>Sends <see cref="SpecProblem"/> as its JSON text.</summary>
[RegisterConverter]
public sealed class SpecProblemConverter : IConverter<SpecProblem, SpecSurrogate>
{
    /// <inheritdoc/>
    public SpecProblem ConvertFromSurrogate(in SpecSurrogate surrogate) => SpecJson.Read<SpecProblem>(surrogate);

    /// <inheritdoc/>
    public SpecSurrogate ConvertToSurrogate(in SpecProblem value) => SpecJson.Write(value);
}
