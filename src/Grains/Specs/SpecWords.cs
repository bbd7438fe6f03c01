using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.Search.Functions;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Plugins;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;

namespace FastOde.Grains.Specs;

/// <summary>Tells the specs the names and forms that the science and the search know.</summary>
public static partial class SpecWords
{
    /// <summary>The keys of a spec with every name that they can have here.</summary>
    public static SpecSchema Schema { get; } = new(new SpecVocabulary
    {
        Names = new Dictionary<string, IReadOnlyList<string>>
        {
            ["path"] = PathCatalog.Paths.Names,
            ["metric"] = EvaluationMetrics.All,
            ["sampler"] = [.. SamplerCatalog.Standard.Names],
        },
        Forms = new Dictionary<string, TextForm>
        {
            ["data set"] = new(
                $"one of {string.Join(", ", DatasetCatalog.Datasets.Names)}, or the name of an added data set of images",
                name => DatasetName.IsValid(name) ? null : UnknownName.Describe("data set", name, DatasetCatalog.Datasets.Names)),
            ["device"] = Form("auto, cpu, cuda, or cuda:0 to cuda:99", DeviceName.IsValid),
            ["teacher"] = Form("the id of a finished trial, EXPERIMENT-NUMBER such as 3-1", TrialId().IsMatch),
            ["cell"] = Form("METRIC or METRIC@SOLVER-NUMBER, where SOLVER may have a time grid after a slash, a cell of the trial's evaluation", _ => true),
            ["solver"] = new("SOLVER-NUMBER, such as heun-21 or dopri5-1e-5", SettingProblem),
        },
        Functions = TestFunctions.Names.ToDictionary(
            name => name,
            name => (IReadOnlyList<ArgumentRange>)[.. TestFunctions.Find(name)!.Arguments.Select(argument => new ArgumentRange(argument.Name, argument.Min, argument.Max))]),
        Solvers = SolverProblems,
    }, PluginAssemblies.All);

    private static TextForm Form(string expected, Func<string, bool> fits) =>
        new(expected, text => fits(text) ? null : $"Expected {expected}, found '{text}'.");

    private static string? SettingProblem(string text)
    {
        try
        {
            _ = SolverSetting.Parse(text);
            return null;
        }
        catch (InvalidSettingException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>What a solver is and which numbers it can have, the science knows; a distance can be measured with any of them.</summary>
    private static IReadOnlyList<(int? Place, string Message)> SolverProblems(SolverSpec solver) =>
        [.. EvaluationCheck.Problems(new EvaluationSpec { Solvers = [solver], Metrics = [EvaluationMetrics.All.First(metric => EvaluationMetrics.Subject(metric) is MetricSubject.Samples)] })
            .Select(problem => (Place(problem.Key), problem.Message))];

    /// <summary>The place of the number that a problem names as <c>solvers.heun[1]</c>; null for the solver itself.</summary>
    private static int? Place(string key)
    {
        var bracket = key.LastIndexOf('[') + 1;
        return bracket > 0 && int.TryParse(key.AsSpan(bracket).TrimEnd(']'), CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    [GeneratedRegex(@"^[1-9][0-9]{0,17}-[1-9][0-9]{0,8}\z")]
    private static partial Regex TrialId();
}
