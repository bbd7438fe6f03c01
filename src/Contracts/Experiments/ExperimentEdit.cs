using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.Specs.Words;

namespace FastOde.Contracts.Experiments;

/// <summary>What people change of an experiment beside its spec; null leaves something as it is.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ExperimentEdit")]
public sealed partial record ExperimentEdit
{
    /// <summary>Characters of a name at most, as in a spec.</summary>
    public const int LongestName = 200;

    /// <summary>Characters of notes at most.</summary>
    public const int LongestNotes = 20_000;

    /// <summary>Tags of an experiment at most.</summary>
    public const int MostTags = 20;

    /// <summary>The name.</summary>
    [Id(0)]
    public string? Name { get; init; }

    /// <summary>Notes, plain text; empty for none.</summary>
    [Id(1)]
    public string? Notes { get; init; }

    /// <summary>All of its tags, in place of those that it has.</summary>
    [Id(2)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The tags in a text as people type it, separated by spaces or commas.</summary>
    /// <param name="text">What was typed.</param>
    public static IReadOnlyList<string> TagsOf(string? text) =>
        (text ?? "").Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The edit as it is stored: nothing at the ends, and each tag once, in small letters and in order.</summary>
    /// <exception cref="ExperimentRefusedException">Something of it cannot be stored; the message says what was expected.</exception>
    public ExperimentEdit Checked() => new()
    {
        Name = Name is { } name ? CheckedName(name.Trim()) : null,
        Notes = Notes is { } notes ? CheckedNotes(notes.ReplaceLineEndings("\n").Trim()) : null,
        Tags = Tags is { } tags ? CheckedTags(tags) : null,
    };

    /// <summary>What is changed, for people.</summary>
    public string Describe() => string.Join("; ", ((string?[])
    [
        Name is { } name ? $"name {name}" : null,
        Tags is { } tags ? tags.Count == 0 ? "no tags" : $"tags {string.Join(' ', tags)}" : null,
        Notes is { } notes ? string.Create(CultureInfo.InvariantCulture, $"notes of {notes.Length} characters") : null,
    ]).OfType<string>());

    private static string CheckedName(string name) => name.Length is 0 or > LongestName || VisibleText.IndexOfHidden(name) >= 0
        ? throw new ExperimentRefusedException($"name: expected 1 to {LongestName} characters on one line, none of them hidden")
        : name;

    private static string CheckedNotes(string notes) => notes.Length > LongestNotes || VisibleText.IndexOfHidden(notes, "\n\t") >= 0
        ? throw new ExperimentRefusedException($"notes: expected plain text of at most {LongestNotes} characters, none of them hidden")
        : notes;

    private static IReadOnlyList<string> CheckedTags(IReadOnlyList<string> tags)
    {
        if (tags.FirstOrDefault(tag => !Tag().IsMatch(tag)) is { } wrong)
            throw new ExperimentRefusedException($"tag '{VisibleText.Of(wrong)}': expected 1 to 40 letters, digits and the signs . _ - / +");
#pragma warning disable CA1308 // Small letters are what people read.
        IReadOnlyList<string> kept = [.. tags.Select(tag => tag.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
#pragma warning restore CA1308
        return kept.Count <= MostTags ? kept : throw new ExperimentRefusedException($"tags: expected at most {MostTags}, found {kept.Count}");
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}._/+-]{1,40}\z")]
    private static partial Regex Tag();
}
