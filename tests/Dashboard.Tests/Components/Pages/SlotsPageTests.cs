using Bunit;
using FastOde.Contracts.Access;
using FastOde.Contracts.Trainers;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class SlotsPageTests : DashboardContext
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    [Fact]
    public void Page_NoSlots_SaysWhenTheyAppear() =>
        Assert.Contains("No slots", Render<SlotsPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_BusySlot_LinksToWhatRuns()
    {
        Scheduler.Current = Status("4-2", waiting: 3);

        var page = Render<SlotsPage>();

        Assert.NotNull(page.Find("a[href='trials/4-2']"));
        Assert.NotNull(page.Find("a[href='experiments/4']"));
        Assert.Contains("1 of 1 slots busy", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 trials wait", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SlotThatRests_SaysWhy()
    {
        var status = Status(null, waiting: 1);
        Scheduler.Current = status with { Slots = [status.Slots[0] with { Fault = "no space left" }] };

        Assert.Contains("rests: no space left", Render<SlotsPage>().Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Devices_ShowTheirUseNowAndBefore()
    {
        var gpu = new DeviceUse { Machine = "box", Device = "gpu-0", Model = "NVIDIA H200", Uuid = "GPU-1", Utilization = 0.37, MemoryUsed = 1L << 30, MemoryTotal = 4L << 30 };
        var silent = gpu with { Device = "gpu-1", Utilization = null, MemoryUsed = null };
        DeviceReading[] past = [new(DateTimeOffset.UnixEpoch, 0.1, 0.25), new(DateTimeOffset.UnixEpoch.AddMinutes(2), 0.37, 0.25)];
        Scheduler.Current = Status(null, waiting: 0) with { Devices = [new() { Use = gpu, History = past }, new() { Use = silent }] };

        var rows = Render<SlotsPage>().FindAll("[data-table=devices] tbody tr");

        Assert.Equal(["box", "gpu-0", "NVIDIA H200", "37 %", "1.0 GiB of 4.0 GiB"], Texts(rows[0]));
        Assert.Equal("Utilisation of gpu-0 on box: 10 % to 37 % in the last 2 min", rows[0].QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Equal(["box", "gpu-1", "NVIDIA H200", "–", "4.0 GiB"], Texts(rows[1]));
        Assert.Null(rows[1].QuerySelector("svg"));

        static IEnumerable<string> Texts(AngleSharp.Dom.IElement row) =>
            row.QuerySelectorAll("td").Where(cell => cell.QuerySelector("svg") is null).Select(cell => cell.TextContent.Trim()).Where(text => text.Length > 0);
    }

    [Fact]
    public void Page_NoDevices_HasNoTableOfThem()
    {
        Scheduler.Current = Status(null, waiting: 0);
        Assert.Empty(Render<SlotsPage>().FindAll("[data-table=devices]"));
    }

    [Fact]
    public void Page_AfterAWhile_AsksAgain()
    {
        Scheduler.Current = Status("4-2", waiting: 0);
        var page = Render<SlotsPage>();

        Scheduler.Current = Status(null, waiting: 0);
        Time.Advance(Refresh);

        page.WaitForAssertion(() => Assert.Contains("free", page.Find("tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_SchedulerThatDoesNotAnswer_SaysSoAndGoesOn()
    {
        Scheduler.Failure = new TimeoutException("no answer");
        var page = Render<SlotsPage>();
        Assert.Contains("The slot scheduler does not answer: no answer", page.Markup, StringComparison.Ordinal);

        Scheduler.Failure = null;
        Scheduler.Current = Status("4-2", waiting: 0);
        Time.Advance(Refresh);

        page.WaitForAssertion(() => Assert.NotNull(page.Find("a[href='trials/4-2']")));
        Assert.DoesNotContain("does not answer", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Drain_BusySlot_AsksAndDoesIt()
    {
        Scheduler.Current = Status("4-2", waiting: 0);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<SlotsPage>();

        page.Find("[data-table=slots] button").Click();
        dialogs.WaitForAssertion(() => Assert.Contains("Trial 4-2 stops after a checkpoint", dialogs.Markup, StringComparison.Ordinal));
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Drain").Click();

        page.WaitForAssertion(() => Assert.Equal(["drain box/cpu-0"], Scheduler.Changes));
    }

    [Fact]
    public void DrainedSlot_IsSaidAndCanBeUndrained()
    {
        var status = Status(null, waiting: 0);
        Scheduler.Current = status with { Slots = [status.Slots[0] with { IsDrained = true }] };
        var page = Render<SlotsPage>();
        Assert.Contains("drained", page.Find("[data-table=machines]").TextContent, StringComparison.Ordinal);

        page.Find("[data-table=slots] button").Click();

        page.WaitForAssertion(() => Assert.Equal(["undrain box/cpu-0"], Scheduler.Changes));
    }

    [Fact]
    public void Page_OfAViewer_OffersNoChange()
    {
        VisitAs(CallerKind.Account, Role.Viewer);
        Scheduler.Current = Status("4-2", waiting: 0);

        Assert.Empty(Render<SlotsPage>().FindAll("tbody button"));
    }

    [Fact]
    public void Queue_WaitingExperiments_AreListedInTheirOrder()
    {
        Scheduler.Current = Status("4-2", waiting: 3) with
        {
            Queue =
            [
                new() { ExperimentId = 9, NextTrialId = "9-1", WaitingTrials = 2, HeldSlots = 0, Priority = 5 },
                new() { ExperimentId = 4, NextTrialId = "4-3", WaitingTrials = 1, HeldSlots = 1, Priority = 0, IsAtLimit = true },
            ],
        };

        var rows = Render<SlotsPage>().FindAll("[data-table=queue] tbody tr");

        Assert.Equal(["experiments/9", "experiments/4"], rows.Select(row => row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("has as many slots as it may", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Gpus_WithTrials_SayWhatIsTakenAndForWhomTheRestIsGathered()
    {
        var status = Status("4-2", waiting: 1);
        Scheduler.Current = status with
        {
            Slots = [status.Slots[0] with { Shares = [new("cuda:1", "box/b", 10L << 30)] }],
            Gpus = [new() { Gpu = new() { Device = "cuda:1", Key = "box/b", Memory = 80L << 30 }, Host = "box", Held = 10L << 30, Trials = 1, GatheredFor = "4-3" }],
        };

        var page = Render<SlotsPage>();

        Assert.Contains("cuda:1 (10.0 GiB)", page.Find("[data-table=slots] tbody tr").TextContent, StringComparison.Ordinal);
        var gpu = page.Find("[data-table=gpus] tbody tr");
        Assert.Contains("10.0 GiB of 80.0 GiB", gpu.TextContent, StringComparison.Ordinal);
        Assert.Equal("trials/4-3", gpu.QuerySelector("a")!.GetAttribute("href"));
    }

    private static SchedulerStatus Status(string? trial, int waiting) => new()
    {
        WaitingTrials = waiting,
        Slots =
        [
            new SlotStatus
            {
                Slot = new SlotDescription { SlotId = "box/cpu-0", Host = "box", Device = "cpu", Threads = 1 },
                TrialId = trial,
                ExperimentId = trial is null ? null : 4,
                LastSeen = DateTimeOffset.UnixEpoch,
            },
        ],
    };
}
