using FastOde.Storage.Postgres;

namespace FastOde.Storage.Tests.Postgres;

public sealed class PostgresAddressTests
{
    private const string Whole = "Host=db.example;Port=6000;Database=lab;Username=ada;Password=hush-4711";

    [Fact]
    public void Parse_WholeString_IsCalledByNameAndServer()
    {
        var address = PostgresAddress.Parse(Whole);

        Assert.Equal("database lab on db.example:6000", address.Name);
        Assert.Equal(address.Name, address.ToString());
        Assert.DoesNotContain("hush", $"{new StorageOptions { Database = address }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Host is missing")]
    [InlineData("Database=lab", "Host is missing")]
    [InlineData("Host=db.example", "Database is missing")]
    [InlineData("Host=db.example;Database=lab;Search Path=mine", "Search Path cannot be chosen")]
    [InlineData("Host=db.example;Database=lab;Password=semi;hush-4711", "no connection string")]
    [InlineData("Host=db.example;Database=lab;hush-4711=x", "no connection string")]
    [InlineData("Host=db.example;Database=lab;Port=hush-4711", "no connection string")]
    [InlineData("experiments.db", "no connection string")]
    [InlineData("postgresql://ada:hush-4711@db.example/lab", "no connection string")]
    public void Parse_WhatIsNoAddress_SaysWhatWasExpectedAndRepeatsNothing(string text, string reason)
    {
        var refusal = Assert.Throws<FormatException>(() => PostgresAddress.Parse(text));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ForStores_WhatTheUserChose_IsKept()
    {
        var chosen = PostgresAddress.Parse(Whole + ";Maximum Pool Size=7;Application Name=mine;Options=-c geqo=off").ForStores(TimeSpan.FromSeconds(3));

        Assert.Contains("Maximum Pool Size=7", chosen, StringComparison.Ordinal);
        Assert.Contains("Application Name=mine", chosen, StringComparison.Ordinal);
        Assert.Contains("-c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000 -c geqo=off", chosen, StringComparison.Ordinal);
    }
}
