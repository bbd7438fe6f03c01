using System.Globalization;

namespace FastOde.Silo.Hosting;

/// <summary>Whether a terminal that goes away, by a closed window or a lost connection, shall end this process.</summary>
internal static class HangUp
{
    private const string Status = "/proc/self/status";
    private const string Mask = "SigIgn:";

    /// <summary>Whether the process was started to outlive its terminal, as <c>nohup</c> does. Only Linux says so.</summary>
    public static bool IsIgnored =>
        File.Exists(Status)
        && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line.AsSpan(Mask.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored)
        && (ignored & 1) == 1;
}
