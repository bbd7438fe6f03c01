using FastOde.Contracts.Access;
using FastOde.Storage.Access;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Access;

/// <summary>What every database must do with the audit.</summary>
public abstract class AuditConformance : StoreConformance
{
    private IAuditStore Audit => Fixture.Services.GetRequiredService<IAuditStore>();

    private IAuditQueries Queries => Fixture.Services.GetRequiredService<IAuditQueries>();

    [Fact]
    public async Task End_OfAnEntry_SaysWhatBecameOfIt()
    {
        var id = await Audit.Begin(new AuditEntry("account anna", "192.0.2.7", "experiment.submit", Details: "editor"), Cancellation);
        var expected = new AuditRecord { Id = id, At = Fixture.Clock.GetUtcNow(), Who = "account anna", From = "192.0.2.7", Action = "experiment.submit", Details = "editor" };
        Assert.Equal(expected, Assert.Single(await Queries.Entries(new AuditFilter(), Cancellation)));

        await Audit.End(id, "done", "experiment 3", Cancellation);
        Assert.Equal(expected with { Outcome = "done", Subject = "experiment 3" }, Assert.Single(await Queries.Entries(new AuditFilter(), Cancellation)));
    }

    [Fact]
    public async Task End_WithoutASubject_KeepsTheOneThatWasKnown()
    {
        var id = await Audit.Begin(new AuditEntry("local anna", null, "experiment.pause", "experiment 3"), Cancellation);
        await Audit.End(id, "failed: it has ended", null, Cancellation);
        var entry = Assert.Single(await Queries.Entries(new AuditFilter(), Cancellation));
        Assert.Equal(("experiment 3", "failed: it has ended"), (entry.Subject, entry.Outcome));
    }

    [Fact]
    public async Task Entries_OfAFilter_AreTheNewestFirstAndPageByPage()
    {
        for (var i = 1; i <= 5; i++)
            await Audit.Begin(new AuditEntry(i % 2 == 0 ? "account anna" : "account bert", null, "experiment.pause", $"experiment {i}"), Cancellation);

        Assert.Equal(["experiment 5", "experiment 4"], await Subjects(new AuditFilter { Take = 2 }));
        Assert.Equal(["experiment 2", "experiment 1"], await Subjects(new AuditFilter { Take = 2, Before = 3 }));
        Assert.Equal(["experiment 4", "experiment 2"], await Subjects(new AuditFilter { About = "anna" }));
        Assert.Equal(["experiment 5"], await Subjects(new AuditFilter { About = "experiment 5" }));
        Assert.Empty(await Subjects(new AuditFilter { About = "%" }));
    }

    [Fact]
    public async Task Begin_OfTextsThatNotEveryDatabaseHolds_IsWritten()
    {
        await Audit.Begin(new AuditEntry("local a\0b", null, "experiment.submit", Details: "\ud800"), Cancellation);
        Assert.StartsWith("local a", Assert.Single(await Queries.Entries(new AuditFilter(), Cancellation)).Who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveBefore_Moment_RemovesOlderEntriesAndNoYoungerOne()
    {
        var start = Fixture.Clock.GetUtcNow();
        for (var day = 1; day <= 4; day++)
        {
            await Audit.Begin(new AuditEntry("account anna", null, "experiment.pause", $"experiment {day}"), Cancellation);
            Fixture.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, await Audit.RemoveBefore(start, Cancellation));
        Assert.Equal(2, await Audit.RemoveBefore(start.AddDays(2), Cancellation));
        Assert.Equal(["experiment 4", "experiment 3"], await Subjects(new AuditFilter()));

        // Ids are never given twice: a page that lists by them would pass entries over.
        Assert.Equal(2, await Audit.RemoveBefore(start.AddDays(9), Cancellation));
        Assert.Equal(5, await Audit.Begin(new AuditEntry("account anna", null, "experiment.pause", "experiment 5"), Cancellation));
    }

    private async Task<IEnumerable<string?>> Subjects(AuditFilter filter) => (await Queries.Entries(filter, Cancellation)).Select(entry => entry.Subject);
}
