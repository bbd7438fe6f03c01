using FastOde.Storage.Database;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Database;

public sealed class DatabaseModelTests
{
    [Fact]
    public async Task Model_AgainstMigrations_HasNoPendingChanges()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using FastOdeContext context = fixture.Services.GetRequiredService<IContextSource>().Create();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_AppliedToANewFile_MakeEveryMappedColumn()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using FastOdeContext context = fixture.Services.GetRequiredService<IContextSource>().Create();

        foreach (var type in context.Model.GetEntityTypes())
        {
            string table = type.GetTableName()!;
            List<string> columns = await context.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({table})")
                .ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(type.GetProperties().Select(property => property.GetColumnName()).Order(), columns.Order());
        }
    }
}
