using Bunit;
using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Contracts.Servers;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class SettingsPageTests : DashboardContext
{
    private readonly FakeWebhooks webhooks = new();
    private readonly FakeServer server = new();

    public SettingsPageTests()
    {
        Services.AddSingleton<IWebhooks>(webhooks);
        Services.AddSingleton<IServerSettings>(server);
    }

    [Fact]
    public void DataSets_AtHandDamagedAndToDownload_SayWhereTheyAreAndHowToGetThem()
    {
        var page = Render<SettingsPage>();
        var rows = page.FindAll("[data-table=datasets] tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim()))).ToList();

        Assert.Equal("two-moons | points | – | – | – | – | drawn as they are needed", rows[0]);
        Assert.Equal("mine | grey 28 × 28 | 60,000 | – | 44.8 MiB | 0123456789ab | /lab/datasets/mine", rows[1]);
        Assert.Contains("it is damaged", rows[2], StringComparison.Ordinal);
        Assert.Contains("fastode data download mnist", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Extractors_None_SayWhatIsMissingAndHowToGetThem()
    {
        var page = Render<SettingsPage>();
        Assert.Contains("FID, KID, precision and recall cannot be measured", page.Markup, StringComparison.Ordinal);
        Assert.Contains("fastode features download inception", page.Markup, StringComparison.Ordinal);

        server.Settings = server.Settings with { Extractors = [new ExtractorSetting { Name = "mnist-classifier", Path = "/lab/features/m", Features = 128, Images = "1 × 28 × 28", Accuracy = 0.991 }] };
        Assert.Contains("99.10", Render<SettingsPage>().Find("[data-table=extractors] tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_SaysWhatIsSetAndByWhichOption()
    {
        Assert.Contains("all entries: --audit-days N", Text(Render<SettingsPage>()), StringComparison.Ordinal);
        server.Settings = server.Settings with { AuditDays = 90, Reserve = 0, UserTrials = 2 };
        var text = Text(Render<SettingsPage>());
        Assert.Contains("entries of the last 90 days", text, StringComparison.Ordinal);
        Assert.Contains("nothing: --reserve", text, StringComparison.Ordinal);
        Assert.Contains("2: --user-trials N", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Visitor_WhoIsNoAdmin_SeesAndChangesNothing()
    {
        VisitAs(CallerKind.Account, Role.Viewer);
        webhooks.All.Add(Webhook());
        var page = Render<SettingsPage>();

        Assert.Contains("failing, 2 tries", page.Find("[data-table=webhooks]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-table=webhooks] button"));
        Assert.Empty(page.FindAll("[data-form=webhook]"));
        Assert.Empty(page.FindAll("a[href=access]"));
        Assert.Contains("by admins", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Admin_AddsAWebhookForWhatIsChecked_AndSeesTheSecretOnce()
    {
        var page = Render<SettingsPage>();
        Assert.NotNull(page.Find("a[href=access]"));
        page.Find("[data-form=webhook] input[type=url]").Change(" https://example.org/hook ");
        page.FindAll("[data-form=webhook] input[type=checkbox]")[3].Change(false);
        page.Find("[data-form=webhook]").Submit();

        Assert.Equal(["add https://example.org/hook finished+failed+diverged by anna"], webhooks.Asked);
        Assert.Contains("whsec_shown", page.Find(".new-token").TextContent, StringComparison.Ordinal);
        webhooks.All.Add(Webhook());
        Time.Advance(WebhookTable.LookEvery);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-table=webhooks]")));
        page.Find("[aria-label='Test webhook 4']").Click();
        Assert.Empty(page.FindAll(".new-token"));
        Assert.Contains("Webhook 4: answered with 500.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_IsShown()
    {
        webhooks.Refusal = new WebhookProblemException("ftp://x: expected an address");
        var page = Render<SettingsPage>();
        page.Find("[data-form=webhook]").Submit();
        Assert.Equal("ftp://x: expected an address", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Settings_ThatCannotBeRead_SayWhy()
    {
        server.Failure = new UnauthorizedAccessException("no access to /lab");
        Assert.Equal("The data directory cannot be read: no access to /lab", Render<SettingsPage>().Find("[role=alert]").TextContent);
    }

    private static string Text(IRenderedComponent<SettingsPage> page) => string.Join(' ', page.Find(".settings-list").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" :", ":", StringComparison.Ordinal);

    private static WebhookRecord Webhook() => new()
    {
        Id = 4,
        Address = "https://example.org/hook",
        Kinds = [NoticeKind.Finished],
        CreatedAt = DateTimeOffset.UnixEpoch,
        Waiting = 3,
        Tries = 2,
        LastAt = DateTimeOffset.UnixEpoch,
        LastOutcome = "answered with 500",
        DueAt = DateTimeOffset.UnixEpoch,
    };

    private sealed class FakeServer : IServerSettings
    {
        public Exception? Failure { get; set; }

        public ServerSettings Settings { get; set; } = new()
        {
            DatasetsFolder = "/lab/datasets",
            FeaturesFolder = "/lab/features",
            Datasets =
            [
                new DatasetSetting { Name = "two-moons", Holds = "points" },
                new DatasetSetting { Name = "mine", Holds = "grey 28 × 28", Path = "/lab/datasets/mine", Bytes = 47_000_000, TrainCount = 60_000, Sha256 = "0123456789abcdef" },
                new DatasetSetting { Name = "broken", Path = "/lab/datasets/broken", Fault = "it is damaged" },
                new DatasetSetting { Name = "mnist", Command = "fastode data download mnist" },
            ],
            Extractors = [],
            UndoTime = TimeSpan.FromMinutes(10),
            Reserve = 1L << 30,
        };

        public Task<ServerSettings> Read(CancellationToken cancellationToken) => Failure is null ? Task.FromResult(Settings) : Task.FromException<ServerSettings>(Failure);
    }
}
