namespace FastOde.TestSupport;

/// <summary>The parts of a job that were told, each from 0 to 1.</summary>
internal sealed class ToldParts : List<double>, IProgress<double>
{
    public void Report(double value) => Add(value);
}
