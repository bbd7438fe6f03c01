namespace FastOde.Contracts.Access;

/// <summary>Marks a call that people and programs make to change something: who may make it, and what the audit calls it.</summary>
/// <param name="action">What the audit calls it, such as <c>experiment.pause</c>.</param>
/// <param name="least">The least role that may make it.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChangeAttribute(string action, Role least) : Attribute
{
    /// <summary>What the audit calls it.</summary>
    public string Action { get; } = action;

    /// <summary>The least role that may make it.</summary>
    public Role Least { get; } = least;
}
