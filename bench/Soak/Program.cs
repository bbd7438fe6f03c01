using System.Globalization;
using FastOde.Bench.Soak;

// Runs small trials at a fixed rate and says whether memory, handles, database and step time stay flat.
// Usage: FASTODE [minutes] [minutes that do not count] [trials of a large experiment] [seconds from one to the next; 0: back to back].
// The exit code is 1 above a limit.
const double MostResidentAnHour = 5;
const double MostHandlesAnHour = 5;
const double MostStepGrowth = 1.25;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Soak FASTODE [MINUTES] [WARM-UP MINUTES] [TRIALS OF A LARGE EXPERIMENT] [SECONDS FROM ONE TO THE NEXT]");
    return 2;
}

var minutes = Number(1, 120);
var warmUp = Number(2, 15);
var tempo = new SoakTempo { LargeTrials = (int)Number(3, 5000), Large = TimeSpan.FromSeconds(Number(4, 30)) };
if (tempo.Large == TimeSpan.Zero)
    tempo = tempo with { Small = TimeSpan.Zero, Training = TimeSpan.Zero };
var samples = await SoakRun.Measure(Path.GetFullPath(args[0]), tempo, TimeSpan.FromSeconds(20), Say, CancellationToken.None);
var report = new SoakReport(samples, warmUp);
Console.WriteLine();
Print("trials", report.Trials, "", double.PositiveInfinity);
Print("rounds that began late", report.LateRounds, "", double.PositiveInfinity);
Print("resident memory", report.ResidentAnHour, " MB/h", MostResidentAnHour);
Print("managed heap", report.HeapAnHour, " MB/h", MostResidentAnHour);
Print("managed heap", report.HeapATrial, " bytes a trial", double.PositiveInfinity);
Print("handles", report.HandlesAnHour, " an hour", MostHandlesAnHour);
Print("database", report.DatabaseATrial, " bytes a trial", double.PositiveInfinity);
Print("step time, last third to first", report.StepGrowth, "", MostStepGrowth);
return report.ResidentAnHour > MostResidentAnHour || report.HeapAnHour > MostResidentAnHour || report.HandlesAnHour > MostHandlesAnHour || report.StepGrowth > MostStepGrowth ? 1 : 0;

double Number(int index, double otherwise) => args.Length > index ? double.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

bool Say(ProcessSample sample)
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Minutes,6:F1} min  resident {sample.ResidentMegabytes,6:F1} MB  heap {sample.HeapMegabytes,6:F1} MB  handles {sample.Handles,4}  database {sample.DatabaseMegabytes,7:F1} MB  trials {sample.Trials,8}  step {sample.StepMicroseconds,5:F0} µs"));
    return sample.Minutes >= minutes;
}

static void Print(string what, double value, string unit, double most) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{(value > most ? "ABOVE THE LIMIT " : "")}{what}: {value:F2}{unit}{(double.IsFinite(most) ? $" (limit {most})" : "")}"));
