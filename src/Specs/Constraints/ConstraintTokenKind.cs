namespace FastOde.Specs.Constraints;

/// <summary>What a part of a demand is.</summary>
internal enum ConstraintTokenKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A key, or a word that should be one.</summary>
    Word,

    /// <summary>An operator or a parenthesis.</summary>
    Sign,

    /// <summary>Behind the last one.</summary>
    End,
}
