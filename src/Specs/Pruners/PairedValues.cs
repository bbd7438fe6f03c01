using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>What two assignments are compared by, pair by pair.</summary>
[Noun("pairs")]
public enum PairedValues
{
    /// <summary>Every report of equal seed and step: right where steps are independent instances, too sure where they are one curve.</summary>
    Reports,

    /// <summary>One pair a seed, at the newest step that both have.</summary>
    Seeds,
}
