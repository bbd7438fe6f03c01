namespace FastOde.Storage.Serialization;

/// <summary>Not-a-number, which SQLite cannot hold and which is stored as null.</summary>
internal static class MissingNumber
{
    /// <summary>The value to store.</summary>
    public static double? Store(double value) => double.IsNaN(value) ? null : value;

    /// <summary>The stored value.</summary>
    public static double Load(double? value) => value ?? double.NaN;
}
