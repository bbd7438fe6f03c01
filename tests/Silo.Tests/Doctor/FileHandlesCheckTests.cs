using FastOde.Silo.Doctor;

namespace FastOde.Silo.Tests.Doctor;

public sealed class FileHandlesCheckTests
{
    [Theory]
    [InlineData(null, FindingLevel.Ok, "no limit")]
    [InlineData(long.MaxValue, FindingLevel.Ok, "no limit")]
    [InlineData(1024L, FindingLevel.Ok, "at most 1024 at a time")]
    [InlineData(1023L, FindingLevel.Broken, "this process may have 1023 files open at a time, and 1024 are needed")]
    internal void Check_Limit_IsJudgedByWhatIsNeeded(long? limit, FindingLevel level, string text)
    {
        var finding = FileHandlesCheck.Check(limit);
        Assert.Equal((level, text), (finding.Level, finding.Text));
    }
}
