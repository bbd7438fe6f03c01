using FastOde.Contracts.Queries;

namespace FastOde.Storage.Database;

/// <summary>Relations as SQL writes them.</summary>
internal static class ConditionText
{
    /// <summary>The operator of a relation.</summary>
    /// <param name="relation">The relation.</param>
    public static string Of(Relation relation) => relation switch
    {
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        Relation.Greater => ">",
        Relation.GreaterOrEqual => ">=",
        Relation.Equal => "=",
        Relation.NotEqual => "<>",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, null),
    };
}
