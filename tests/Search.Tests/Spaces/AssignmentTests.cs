using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Tests.Spaces;

public sealed class AssignmentTests
{
    private static readonly KeyValuePair<string, ParameterValue> Kind = new("kind", ParameterValue.Of("learned"));
    private static readonly KeyValuePair<string, ParameterValue> Beta = new("beta", ParameterValue.Of(10));

    [Fact]
    public void Equals_OtherOrder_IsEqual()
    {
        var assignment = new Assignment([Kind, Beta]);
        var turned = new Assignment([Beta, Kind]);
        Assert.True(assignment.Equals(turned));
        Assert.Equal(assignment.GetHashCode(), turned.GetHashCode());
    }

    [Fact]
    public void Equals_OtherValueOrFewerKeys_IsDifferent()
    {
        var assignment = new Assignment([Kind, Beta]);
        Assert.False(assignment.Equals(new Assignment([Kind, new("beta", ParameterValue.Of(1))])));
        Assert.False(assignment.Equals(new Assignment([Kind])));
        Assert.False(new Assignment([Kind]).Equals(assignment));
    }

    [Fact]
    public void Indexer_InactiveKey_NamesIt()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => new Assignment([Kind])["beta"]);
        Assert.Contains("'beta' is not active in the assignment (kind=learned)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_RepeatedKey_IsRefused() => Assert.Throws<ArgumentException>(() => new Assignment([Kind, Kind]));
}
