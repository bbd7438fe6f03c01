using System.Globalization;

namespace FastOde.Contracts.Experiments;

/// <summary>What is to be added to an experiment that is there.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.Extension")]
public sealed record Extension
{
    /// <summary>Names the request, such as <see cref="SubmissionKey.New"/> does: what was added under its key is not added again.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Assignments that the search is to try beside those that it was to try so far; each with every seed.</summary>
    [Id(1)]
    public int Trials { get; init; }

    /// <summary>Seeds for every assignment beside those that it has: the numbers that follow the experiment's largest.</summary>
    [Id(2)]
    public int Seeds { get; init; }

    /// <summary>Only so many assignments get the seeds, the best by the objective as they stand when it is asked for; null for all.</summary>
    [Id(3)]
    public int? Top { get; init; }

    /// <summary>What it says, such as <c>20 more trials, 2 more seeds for every assignment</c>.</summary>
    public override string ToString() => string.Join(", ", Parts);

    private IEnumerable<string> Parts
    {
        get
        {
            if (Trials > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{Trials} more {(Trials == 1 ? "trial" : "trials")}");
            if (Seeds > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{Seeds} more {(Seeds == 1 ? "seed" : "seeds")} for {Whom}");
        }
    }

    private string Whom => Top switch
    {
        null => "every assignment",
        1 => "the best assignment",
        { } top => string.Create(CultureInfo.InvariantCulture, $"the best {top} assignments"),
    };
}
