using FastOde.Contracts.Servers;
using FastOde.Contracts.Trainers;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>What the process is, and its slots.</summary>
internal static class ServerEndpoints
{
    private const string Tag = "server";

    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/server", Server).WithTags(Tag).WithName("describeServer").WithSummary("What the process is.");
        api.MapGet("/slots", Slots).WithTags(Tag).WithName("listSlots").WithSummary("The slots, what runs on them, and how devices are used.");
    }

    private static async Task<Ok<ServerView>> Server(IGrainFactory grains) =>
        TypedResults.Ok(ServerView.Of(await grains.GetGrain<IServerGrain>(0).Describe()));

    private static async Task<Ok<SlotsView>> Slots(IGrainFactory grains)
    {
        var status = await grains.GetGrain<ISlotSchedulerGrain>(0).Status();
        return TypedResults.Ok(new SlotsView([.. status.Slots.Select(SlotView.Of)], status.WaitingTrials, [.. status.Devices.Select(DeviceView.Of)], [.. status.Gpus.Select(GpuView.Of)]));
    }
}
