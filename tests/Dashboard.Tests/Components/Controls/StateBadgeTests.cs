using Bunit;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class StateBadgeTests : DashboardContext
{
    public static TheoryData<Enum> States =>
        [.. Enum.GetValues<ExperimentState>().Cast<Enum>(), .. Enum.GetValues<TrialState>().Cast<Enum>(), .. Enum.GetValues<AttemptState>().Cast<Enum>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Badge_EveryState_IsAWordWithAnIcon(Enum state)
    {
        var badge = Render<StateBadge>(parameters => parameters.Add(b => b.Value, state));

        Assert.Equal(state.ToString().ToLowerInvariant(), badge.Find(".state").TextContent.Trim());
        Assert.NotNull(badge.Find("svg"));
    }

    [Theory]
    [InlineData(TrialState.Diverged, "state-bad")]
    [InlineData(TrialState.Completed, "state-good")]
    [InlineData(TrialState.Queued, "state-quiet")]
    [InlineData(TrialState.Pruned, "state-quiet")]
    public void Badge_TrialState_HasItsTone(TrialState state, string tone) =>
        Assert.Contains(tone, Render<StateBadge>(parameters => parameters.Add(b => b.Value, state)).Find(".state").ClassName, StringComparison.Ordinal);
}
