using System.Diagnostics;
using System.Globalization;
using FastOde.Bench.Fuzz;

// Tries readers with inputs that are almost right, and prints a Markdown table. Usage: [inputs a reader] [reader ...]
var count = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
using var readers = new ReaderTargets();
Console.WriteLine("| reader | inputs | s | inputs/s | largest working set so far, MB |");
Console.WriteLine("|---|---:|---:|---:|---:|");
foreach (var target in SpecTargets.All.Concat(readers.All).Where(target => args.Length < 2 || args.Skip(1).Contains(target.Name)))
{
    var start = Stopwatch.GetTimestamp();
    target.Try(count);
    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(FormattableString.Invariant($"| {target.Name} | {count} | {seconds:F0} | {count / seconds:F0} | {self.PeakWorkingSet64 / 1e6:F0} |"));
}
