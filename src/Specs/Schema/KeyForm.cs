namespace FastOde.Specs.Schema;

/// <summary>How the value of a key is written.</summary>
internal enum KeyForm
{
    /// <summary>A single value.</summary>
    Single,

    /// <summary>A list of single values.</summary>
    List,

    /// <summary>A group of keys.</summary>
    Group,

    /// <summary>A list of kinds of a family, each at most once.</summary>
    Kinds,

    /// <summary>A group of some keys of a network.</summary>
    Overrides,

    /// <summary>A group with a list of numbers for each solver.</summary>
    Solvers,

    /// <summary>The search space.</summary>
    Space,
}
