using FastOde.Specs;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>assignments</c>: what the trials that differ in their seed alone have in common.</summary>
internal sealed class AssignmentEntity
{
    /// <summary>Key that its trials refer to.</summary>
    public long Id { get; set; }

    /// <summary>Its experiment.</summary>
    public required long ExperimentId { get; set; }

    /// <summary>The values of the searched keys, in order.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; set; }

    /// <summary>The parts of the spec that differ from the experiment's, as <c>SpecParts</c> writes them.</summary>
    public required string Spec { get; set; }
}
