using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FastOde.Specs;
using FastOde.Specs.Schema;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Identifies what a trial trains, so that a checkpoint is not resumed under another spec. How long it trains, where, and
/// what is reported when are left out: they may change between attempts. So is whatever has its default, so that a version
/// with further keys still knows the checkpoints of trials that do not use them.
/// </summary>
public static class TrainingFingerprint
{
    /// <summary>What every fingerprint begins with. Those of earlier versions do not, and say nothing to this one.</summary>
    private const string Form = "trial:";

    /// <summary>The form, and SHA-256 in lower-case hexadecimal of what decides the weights.</summary>
    public static string Of(SeededTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var usual = new TrialSpec();
        var deciding = trial.Spec with
        {
            Iterations = usual.Iterations,
            Evaluation = usual.Evaluation,
            Log = usual.Log,
            Checkpoint = usual.Checkpoint,
            Device = usual.Device,
            Memory = usual.Memory,
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{trial.Seed} {SpecWriter.Keys(deciding)}");
        return Form + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Whether a checkpoint may be one of a trial. An earlier version's may: which trial it belongs to, the record of its
    /// path, step and checksum says.
    /// </summary>
    /// <param name="checkpoint">The checkpoint's fingerprint.</param>
    /// <param name="trial">The trial.</param>
    public static bool Fits(string checkpoint, SeededTrial trial)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return !checkpoint.StartsWith(Form, StringComparison.Ordinal) || checkpoint == Of(trial);
    }
}
