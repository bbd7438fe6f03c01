using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Networks;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Tests.Reports;

/// <summary>Networks as other programs and people read them.</summary>
public sealed class NetworkJsonTests
{
    private static readonly NetworkReport Report = new()
    {
        Name = "velocity",
        Parameters = 1234,
        Times = [0.25, 0.75],
        Tensors = [new StateEntry { Name = "a.weight", Sizes = [61, 20] }, new StateEntry { Name = "b", Sizes = [14] }],
        Output = new OutputSummary { Shape = [2, 1], Mean = 0.5, Norm = 2, Stride = 1, Values = [1.5, -0.5] },
    };

    [Fact]
    public void Write_EvaluatedNetwork_HasTheDocumentedFields() => Assert.Equal(
        """
        {"velocity":{"parameters":1234,"time":[0.25,0.75],"output":{"shape":[2,1],"mean":0.5,"l2":2,"every_nth":[1,[1.5,-0.5]]},"tensors":[["a.weight",[61,20]],["b",[14]]]}}

        """,
        NetworkJson.Write([Report]));

    [Fact]
    public void Write_ForPeople_NamesEveryTensorWithItsShape() => Assert.Equal(
        "velocity: 1,234 parameters in 2 tensors\n  a.weight  61 × 20\n  b         14\n",
        NetworkText.Write([Report]));
}
