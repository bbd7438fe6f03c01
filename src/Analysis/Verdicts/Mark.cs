namespace FastOde.Analysis.Verdicts;

/// <summary>What a table says of a cell beside its number.</summary>
public enum Mark
{
    /// <summary>Nothing: another assignment is better, or nothing can be said.</summary>
    None,

    /// <summary>It is the best, and its seeds tell it from every other.</summary>
    Best,

    /// <summary>It is the best or cannot be told from it, and another is worse.</summary>
    Tied,
}
