using FastOde.FlowMatching.Devices;

namespace FastOde.FlowMatching.Tests.Devices;

public sealed class ProcessorNameTests
{
    [Fact]
    public void Describe_ThisProcessor_NamesItAndTheWidthOfItsVectors()
    {
        var name = ProcessorName.Describe();

        Assert.Matches(@"^\S.*, vectors of (128|256|512) bits", name);
        Assert.DoesNotContain('\0', name);
    }
}
