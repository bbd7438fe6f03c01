using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.WebUtilities;

namespace FastOde.Dashboard.Tests.Tables;

public sealed class TrialTableRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("filter=beta%3E5%20state%3Afailed&columns=seed%2Cfid%40euler-4&sort=objective&descending=1&group=assignment")]
    [InlineData("columns=")]
    public void Query_OfWhatWasRead_IsTheSame(string query) => Assert.Equal(query, Read(query).Query);

    [Fact]
    public void Of_AnAddress_KnowsEveryPart()
    {
        var request = Read("filter=beta%3E5&columns=seed, state,&descending=1&group=assignment");

        Assert.Equal(("beta>5", null, true, true), (request.Filter, request.Sort, request.IsDescending, request.IsGrouped));
        Assert.Equal(["seed", "state"], request.Columns);
    }

    private static TrialTableRequest Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return TrialTableRequest.Of(key => values.TryGetValue(key, out var found) ? found[^1] : null);
    }
}
