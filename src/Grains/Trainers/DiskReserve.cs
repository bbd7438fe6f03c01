using System.Globalization;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Keeps some room free on the disk of the data directory: below it no attempt is started there, so that those which run
/// can still write their checkpoints and the database its rows.
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="options">How much is kept free.</param>
/// <param name="space">Says how much is free.</param>
public sealed class DiskReserve(DataDirectory directory, FastOdeGrainsOptions options, IDiskSpace space)
{
    private const long Usual = 1L << 30;

    // A small disk would otherwise be all reserve.
    private const int UsualShare = 20;

    /// <summary>The reserve of a disk where none was chosen: 1 GiB, and at most a twentieth of it.</summary>
    /// <param name="total">Bytes of the disk.</param>
    public static long UsualOf(long total) => Math.Min(Usual, total / UsualShare);

    /// <summary>The room of the data directory's disk; null where the system does not tell.</summary>
    public DiskRoom? Room => space.Of(directory.Root);

    /// <summary>What keeps attempts from being started: less than the reserve is free. Null where nothing does.</summary>
    public string? Hindrance()
    {
        if (options.Reserve == 0 || Room is not { } room)
            return null;
        var reserve = options.Reserve ?? UsualOf(room.Total);

        // Without the number of free bytes, which changes all the time: it is one and the same hindrance.
        return room.Free < reserve
            ? string.Create(CultureInfo.InvariantCulture, $"less than the reserve of {reserve / 1e9:0.0##} GB is free in {directory.Root}; free some, or choose another reserve with --reserve")
            : null;
    }
}
