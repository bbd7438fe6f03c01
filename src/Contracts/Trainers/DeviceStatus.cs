namespace FastOde.Contracts.Trainers;

/// <summary>How a device is used now, and was in the last minutes.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.DeviceStatus")]
public sealed record DeviceStatus
{
    /// <summary>The newest reading.</summary>
    [Id(0)]
    public required DeviceUse Use { get; init; }

    /// <summary>Readings from the oldest to the newest.</summary>
    [Id(1)]
    public IReadOnlyList<DeviceReading> History { get; init; } = [];
}
