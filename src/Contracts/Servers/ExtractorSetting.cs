using FastOde.Specs.Words;

namespace FastOde.Contracts.Servers;

/// <summary>An extractor of features that is at hand.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Servers.ExtractorSetting")]
public sealed record ExtractorSetting
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Where its file lies.</summary>
    [Id(1)]
    public required string Path { get; init; }

    /// <summary>Bytes of its file.</summary>
    [Id(2)]
    public long? Bytes { get; init; }

    /// <summary>Numbers of one image's features.</summary>
    [Id(3)]
    public int? Features { get; init; }

    /// <summary>The images it takes, such as <c>1 × 28 × 28</c>.</summary>
    [Id(4)]
    public string? Images { get; init; }

    /// <summary>Share of held back images that a classifier got right; null for others.</summary>
    [Id(5)]
    public double? Accuracy { get; init; }

    /// <summary>Why it cannot be used; null where it can.</summary>
    [Id(6)]
    public string? Fault { get; init => field = value is null ? null : VisibleText.Of(value); }
}
