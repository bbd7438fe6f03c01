using FastOde.Specs.Reading;

namespace FastOde.Specs.Tests.Reading;

/// <summary>Ids of trials and experiments in a spec's text are changed where they name teachers and sources, and nowhere else.</summary>
public sealed class TrialNamesTests
{
    [Theory]
    [InlineData("trial: { method: { teacher: 3-12 } }", "trial: { method: { teacher: 13-12 } }")]
    [InlineData("trial:\n  method:\n    teacher: '3-12' # 3-12\n  iterations: 3", "trial:\n  method:\n    teacher: '13-12' # 3-12\n  iterations: 3")]
    [InlineData("search:\n  from:\n  - 3\n  - 4\n  trials: 3", "search:\n  from:\n  - 13\n  - 14\n  trials: 3")]
    [InlineData("search: { space: { coupling.teacher: { values: [3-1, 4-1] } } }", "search: { space: { coupling.teacher: { values: [13-1, 14-1] } } }")]
    [InlineData("{\"search\": {\"from\": [3]}, \"trial\": {\"coupling\": {\"teacher\": \"3-1\"}}}", "{\"search\": {\"from\": [13]}, \"trial\": {\"coupling\": {\"teacher\": \"13-1\"}}}")]
    [InlineData("a: &t { teacher: 3-1 }\nb: *t", "a: &t { teacher: 13-1 }\nb: *t")]
    [InlineData("name: 3-1\nteacher: none", "name: 3-1\nteacher: none")]
    [InlineData("teacher: [3-1", "teacher: [3-1")]
    public void RenumberedSpec_NamesOfTrials_AreChangedAlone(string text, string expected) =>
        Assert.Equal(expected, TrialNames.RenumberedSpec(text, id => id + 10));
}
