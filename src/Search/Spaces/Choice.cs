using System.Globalization;

namespace FastOde.Search.Spaces;

/// <summary>One value that a dimension can take: text, a finite number or a flag (exactly one is set).</summary>
public sealed record Choice
{
    private Choice(string? text, double? number, bool? flag)
    {
        Text = text;
        Number = number;
        Flag = flag;
    }

    /// <summary>The text, or null.</summary>
    public string? Text { get; }

    /// <summary>The number, or null.</summary>
    public double? Number { get; }

    /// <summary>The flag, or null.</summary>
    public bool? Flag { get; }

    /// <summary>A text.</summary>
    public static Choice Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Choice(text, null, null);
    }

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Choice Of(double number) => double.IsFinite(number)
        ? new Choice(null, number, null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "a choice must be a finite number");

    /// <summary>A flag.</summary>
    public static Choice Of(bool flag) => new(null, null, flag);

    /// <summary>The value as text; numbers with the shortest text that reads back the same.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}
