using FastOde.Storage.Directories;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>The stores on a SQLite file, composed as the product composes them.</summary>
public sealed class SqliteStoreFixture : StoreFixture
{
    private readonly TemporaryDirectory? owned;

    private SqliteStoreFixture(TemporaryDirectory? owned, DataDirectory directory, StorageOptions? options)
        : base(directory, options) => this.owned = owned;

    public static async Task<SqliteStoreFixture> Create(StorageOptions? options = null)
    {
        var owned = new TemporaryDirectory();
        return await Initialized(new SqliteStoreFixture(owned, new DataDirectory(owned.Path), options));
    }

    public static Task<SqliteStoreFixture> Open(DataDirectory directory, StorageOptions? options = null) =>
        Initialized(new SqliteStoreFixture(null, directory, options));

    /// <summary>Services whose database has not been touched.</summary>
    public static SqliteStoreFixture Uninitialized(DataDirectory directory, StorageOptions? options = null) =>
        new(null, directory, options);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        owned?.Dispose();
    }

    private static async Task<SqliteStoreFixture> Initialized(SqliteStoreFixture fixture)
    {
        await fixture.Initialize();
        return fixture;
    }
}
