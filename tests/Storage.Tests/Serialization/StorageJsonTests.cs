using FastOde.Specs;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Tests.Serialization;

public sealed class StorageJsonTests
{
    [Fact]
    public void Write_Parameters_AreReadableAndInOrder()
    {
        var parameters = new Dictionary<string, ParameterValue>
        {
            ["coupling.kind"] = ParameterValue.Of("learned β"),
            ["coupling.beta"] = ParameterValue.Of(10),
            ["a"] = ParameterValue.Of(false),
        };

        Assert.Equal("""{"coupling.kind":"learned β","coupling.beta":10,"a":false}""", StorageJson.Write(parameters));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e-300)]
    [InlineData(1.7976931348623157e308)]
    public void Number_WrittenAndRead_IsTheSame(double number) =>
        Assert.Equal(ParameterValue.Of(number), StorageJson.Read<ParameterValue>(StorageJson.Write(ParameterValue.Of(number))));

    [Fact]
    public void Read_MembersOfANewerVersion_AreIgnored() =>
        Assert.Equal("moons", StorageJson.Read<DataSpec>("""{"name":"moons","folder":"x"}""").Name);

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"name":7}""")]
    public void Read_SomethingElse_SaysWhatItShouldBe(string json)
    {
        var exception = Assert.Throws<StorageException>(() => StorageJson.Read<DataSpec>(json));

        Assert.StartsWith("the database holds a DataSpec that cannot be read (", exception.Message, StringComparison.Ordinal);
    }
}
