namespace FastOde.Contracts.Serialization;

/// <summary>A value of the specs on its way between processes: its JSON text, as it is stored. The specs know nothing of grains.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.SpecSurrogate")]
public struct SpecSurrogate
{
    /// <summary>The JSON text.</summary>
    [Id(0)]
    public string Json { get; set; }
}
