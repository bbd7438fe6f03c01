namespace FastOde.Contracts.Queries;

/// <summary>How a condition of a query relates what is stored to its value.</summary>
public enum Relation
{
    /// <summary>Less than it.</summary>
    Less,

    /// <summary>At most it.</summary>
    LessOrEqual,

    /// <summary>Greater than it.</summary>
    Greater,

    /// <summary>At least it.</summary>
    GreaterOrEqual,

    /// <summary>The same.</summary>
    Equal,

    /// <summary>Another.</summary>
    NotEqual,
}
