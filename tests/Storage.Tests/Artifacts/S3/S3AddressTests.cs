using FastOde.Storage.Artifacts.S3;

namespace FastOde.Storage.Tests.Artifacts.S3;

public sealed class S3AddressTests
{
    [Theory]
    [InlineData("s3://lab", "lab", "", "s3://lab")]
    [InlineData("s3://lab/", "lab", "", "s3://lab")]
    [InlineData("s3://lab/fast/ode/", "lab", "fast/ode/", "s3://lab/fast/ode")]
    public void Parse_OfABucket_TakesItApart(string text, string bucket, string prefix, string written)
    {
        var address = S3Address.Parse(text);

        Assert.Equal((bucket, prefix, written), (address.Bucket, address.Prefix, address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lab")]
    [InlineData("s3:/lab")]
    [InlineData("s3://")]
    [InlineData("s3:///prefix")]
    [InlineData("https://lab.s3.amazonaws.com")]
    public void Parse_OfAnythingElse_SaysWhatIsExpected(string text) =>
        Assert.Contains("s3://", Assert.Throws<FormatException>(() => S3Address.Parse(text)).Message, StringComparison.Ordinal);
}
