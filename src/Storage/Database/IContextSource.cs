namespace FastOde.Storage.Database;

/// <summary>Makes contexts of one database.</summary>
internal interface IContextSource
{
    /// <summary>A context, to be disposed by the caller.</summary>
    FastOdeContext Create();
}
