using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Options that do not go together.</summary>
public sealed class TrainingOptionsCheckTests
{
    [Fact]
    public void Problems_Defaults_None() => Assert.Empty(new TrainingOptions().Problems());

    [Fact]
    public void Problems_DecayAndHalfLife_NamesTheHalfLife() => Refused(
        new TrainingOptions { Optimizer = new OptimizerOptions { EmaDecay = 0.99, EmaHalfLife = 500 } },
        "optimizer.emaHalfLife", "emaHalfLife: 500 or emaDecay, not both");

    private static void Refused(TrainingOptions options, string key, string words)
    {
        var problem = Assert.Single(options.Problems());
        Assert.Equal(key, problem.Key);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        var error = Assert.Throws<SettingValueException>(() => new TrainingRun(options));
        Assert.Equal($"{problem.Key}: {problem.Message}", error.Message);
    }
}
