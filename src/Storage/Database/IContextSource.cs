namespace FastOde.Storage.Database;

/// <summary>Makes contexts of one database.</summary>
internal interface IContextSource
{
    /// <summary>A context, to be disposed by the caller.</summary>
    FastOdeContext Create();

    /// <summary>Closes the connections that nobody uses, so that the next one opens the file anew.</summary>
    void Forget();
}
