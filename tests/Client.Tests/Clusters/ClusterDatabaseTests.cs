using FastOde.Client.Clusters;

namespace FastOde.Client.Tests.Clusters;

public sealed class ClusterDatabaseTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("hunter2", "no connection string")]
    [InlineData("Host=db;Database=lab;Port=hunter2", "no connection string")]
    [InlineData("Host=db;Password=hunter2", "Host or Database is missing")]
    [InlineData("Database=lab;Password=hunter2", "Host or Database is missing")]
    public void Parse_NoConnectionString_IsRefusedWithoutRepeatingIt(string text, string reason)
    {
        var message = Assert.Throws<FormatException>(() => ClusterDatabase.Parse(text, Short)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_OfADatabase_HasNeitherUserNorPassword()
    {
        await using var database = ClusterDatabase.Parse("Host=db;Port=4711;Database=lab;Username=who;Password=hunter2", Short);
        Assert.Equal("database lab on db:4711", database.Name);
    }

    [Fact]
    public async Task Gateways_WhereNoServerIs_SaysSoInOneLine()
    {
        await using var database = ClusterDatabase.Parse("Host=127.0.0.1;Port=1;Database=lab;Username=who;Password=hunter2", Short);
        var failure = await Assert.ThrowsAsync<ClusterConnectionException>(() => database.Gateways("default", TestContext.Current.CancellationToken));
        Assert.Equal(ClusterProblem.DatabaseUnreachable, failure.Problem);
        Assert.Equal("database lab on 127.0.0.1:1 cannot be reached: Connection refused; start the server, or name another as Host", failure.Message);
    }

    [Fact]
    public void Options_AsText_HaveNoPassword() =>
        Assert.DoesNotContain("hunter2", $"{new ClusterConnectionOptions { Database = "Host=db;Password=hunter2", Token = "hunter2" }}", StringComparison.Ordinal);
}
