using System.Globalization;
using System.Reflection;
using FastOde.Bench.Live;
using FastOde.Bench.Soak;
using Microsoft.Playwright;
using static FastOde.Bench.Live.PageBench;

// Eight trials report 50 points a second each. How soon does a page show something, how old is a point when it is on screen, what do open pages cost the
// server, and what is each sent?
// Usage: FASTODE [seconds of each measurement] [rounds]. The exit code is 1 above a limit.
const double MostAge = 500;
const double MostShare = 20;
const double MostWait = 1000;
const int Pages = 10;
const string Spec = """
    name: live
    seeds: [0, 1, 2, 3, 4, 5, 6, 7]
    trial:
      data: { name: two-gaussians }
      coupling: { kind: paced, milliseconds: 60 }
      network: { kind: mlp, hidden: 8, layers: 1 }
      batchSize: 16
      iterations: 1000000
      log: { every: 1, curvatureEvery: 0, timeBinsEvery: 0 }
      checkpoint: { every: 1000000 }
      evaluation: { every: 1000000, samples: 64, solvers: { euler: [1] }, metrics: [curvature] }
    limits: { concurrentTrials: 8 }
    """;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Live FASTODE [SECONDS] [ROUNDS]");
    return 2;
}

var span = TimeSpan.FromSeconds(Number(1, 20));
var pace = typeof(ProcessorTime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Pace").Value!;
await using var served = await SoakedProcess.Start(Path.GetFullPath(args[0]), 8, CancellationToken.None, Install);
using var playwright = await Playwright.CreateAsync();
await using var browser = await PageBench.Launch(playwright);
var experiment = await served.Client.SubmitAsync(Spec, "live", CancellationToken.None);
var address = new Uri(served.Address, $"experiments/{experiment.Id}");
var meter = new ProcessorTime(served.Id);
List<double> waits = [];
while (waits.Count < Pages)
{
    await using var page = await LivePage.Open(browser, address);
    waits.Add(await page.FirstContent());
}

Say($"first content after {Quantile(waits, 0.5):F0} ms, the slowest of {Pages} after {waits.Max():F0} ms");
List<double> ages = [];
List<double> shares = [];
for (var round = 1; round <= (int)Number(2, 3); round++)
{
    await using (var page = await LivePage.Open(browser, address))
    {
        var some = await page.Ages(span);
        ages.AddRange(some);
        Say($"round {round}: {some.Length} points, on screen after {Quantile(some, 0.5):F0} ms, 95 of 100 within {Quantile(some, 0.95):F0} ms");
    }

    await Task.Delay(TimeSpan.FromSeconds(3));
    var without = await meter.Share(span);
    List<LivePage> pages = [];
    while (pages.Count < Pages)
        pages.Add(await LivePage.Open(browser, address));
    await Task.Delay(TimeSpan.FromSeconds(5));
    var with = await meter.Share(span);
    foreach (var page in pages)
        await page.DisposeAsync();
    shares.Add(with - without);
    Say($"round {round}: {without:F1} % of a core without a page, {with:F1} % with {Pages}");
}

foreach (var view in (string[])["", "?tab=spec", "?selected=1-1"])
{
    await using var page = await LivePage.Open(browser, new Uri(address + view));
    await Task.Delay(TimeSpan.FromSeconds(2));
    var before = page.Bytes;
    await Task.Delay(span);
    Say($"experiment{view}: {(page.Bytes - before) / span.TotalSeconds / 1000:F1} kB/s");
}

var (wait, age, share) = (Quantile(waits, 0.5), Quantile(ages, 0.95), Quantile(shares, 0.5));
Say($"{(wait > MostWait ? "ABOVE THE LIMIT " : "")}first content, median: {wait:F0} ms (limit {MostWait})");
Say($"{(age > MostAge ? "ABOVE THE LIMIT " : "")}on screen, 95 of 100: {age:F0} ms (limit {MostAge})");
Say($"{(share > MostShare ? "ABOVE THE LIMIT " : "")}{Pages} pages, median: {share:F1} % of a core (limit {MostShare})");
return wait > MostWait || age > MostAge || share > MostShare ? 1 : 0;

double Number(int index, double otherwise) => args.Length > index ? double.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

void Install(DirectoryInfo directory)
{
    var folder = directory.CreateSubdirectory(Path.Combine("plugins", "pace"));
    File.Copy(pace, Path.Combine(folder.FullName, "pace.dll"));
}
