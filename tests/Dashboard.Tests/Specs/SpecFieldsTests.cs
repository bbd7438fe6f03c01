using FastOde.Dashboard.Specs;
using FastOde.Specs;

namespace FastOde.Dashboard.Tests.Specs;

public sealed class SpecFieldsTests
{
    [Fact]
    public void Of_Spec_NamesKeysAsASpecDoes()
    {
        var fields = SpecFields.Of(new TrialSpec()).ToDictionary(field => field.Key, field => field.Value);

        Assert.Equal("0.001", fields["optimizer.learningRate"]);
        Assert.Equal("1, 2, 4, 8, 20, 100", fields["evaluation.solvers.euler"]);
        Assert.Equal("curvature, wasserstein2", fields["evaluation.metrics"]);
    }

    [Fact]
    public void Of_Function_NamesOnlyItAndItsArguments()
    {
        var fields = SpecFields.Of(new TrialSpec { Function = "branin", Arguments = new Dictionary<string, double> { ["x1"] = 2.5 } });

        Assert.Equal([("function", "branin"), ("arguments.x1", "2.5")], fields);
    }

    [Fact]
    public void Compare_OneDifference_IsMarked()
    {
        var rows = SpecFields.Compare([new TrialSpec(), new TrialSpec { Path = "cosine" }]);

        var row = Assert.Single(rows, row => row.Differs);
        Assert.Equal(("path", "linear", "cosine"), (row.Key, row.Values[0], row.Values[1]));
    }
}
