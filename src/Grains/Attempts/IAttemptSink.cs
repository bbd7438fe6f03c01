using FastOde.Contracts.Trials;

namespace FastOde.Grains.Attempts;

/// <summary>
/// Takes what a program reports, on the program's thread. Where it is written, here or in another process, the program
/// cannot tell; so what passes are immutable records. Reports are stored in their order.
/// </summary>
internal interface IAttemptSink
{
    /// <summary>Asks the program to save its state and return: it is to stop, or nothing can be stored any more.</summary>
    CancellationToken Stop { get; }

    /// <summary>Says how far the attempt is. It is a sign of life, of which only the latest counts.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="iterationsPerSecond">Current rate.</param>
    void Progress(int step, double iterationsPerSecond);

    /// <summary>Takes a report. While too many wait to be stored, the thread waits too; none is dropped.</summary>
    /// <param name="report">The report. After <see cref="Settle"/> has thrown it is ignored.</param>
    void Report(AttemptReport report);

    /// <summary>Waits until every report so far is stored.</summary>
    /// <exception cref="Exception">What kept one from being stored: a lost lease, a fault of the machine. No file may be written then.</exception>
    void Settle();
}
