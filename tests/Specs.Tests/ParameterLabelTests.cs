namespace FastOde.Specs.Tests;

public sealed class ParameterLabelTests
{
    [Fact]
    public void Of_MixedAssignment_GivesKeysToAllButNames()
    {
        var label = ParameterLabel.Of(new Dictionary<string, ParameterValue>
        {
            ["coupling.kind"] = ParameterValue.Of("learned"),
            ["coupling.beta"] = ParameterValue.Of(10),
            ["x"] = ParameterValue.Of(true),
            ["coupling.teacher"] = ParameterValue.Of("1-1"),
        });

        Assert.Equal("learned · beta 10 · x true · teacher 1-1", label);
    }

    [Fact]
    public void Of_DrawnNumber_ShowsFourDigits() =>
        Assert.Equal("learningRate 0.001235", ParameterLabel.Of(new Dictionary<string, ParameterValue> { ["optimizer.learningRate"] = ParameterValue.Of(0.00123456789) }));

    [Fact]
    public void Of_EmptyAssignment_SaysThatDefaultsHold() =>
        Assert.Equal("(defaults)", ParameterLabel.Of(new Dictionary<string, ParameterValue>()));

    [Theory]
    [InlineData(1e-3, "0.001")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "1E+20")]
    public void ParameterValue_Number_IsWrittenAsTheShortestTextThatReadsBack(double number, string text)
    {
        Assert.Equal(text, ParameterValue.Of(number).ToString());
        Assert.Equal(number, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("trial.batchSize", "spec.yaml:7: trial.batchSize: too small")]
    [InlineData("", "spec.yaml:7: too small")]
    public void SpecProblem_AsText_IsOneLineWithItsPlace(string key, string text) =>
        Assert.Equal(text, new SpecProblem { Source = "spec.yaml", Line = 7, Key = key, Message = "too small" }.ToString());
}
