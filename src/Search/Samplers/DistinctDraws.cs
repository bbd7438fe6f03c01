using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>
/// The sequence of a sampler that does not learn, without repetition: what it draws for a number is drawn again until it is
/// new, and once that takes long the assignments that are left are gone through. The sequence is a function of the draws
/// alone; what was computed of it is kept where repetitions can occur.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="seed">The seed of the search.</param>
/// <param name="draw">Draws for a number of the sequence, from 0, and an attempt, from 0.</param>
internal sealed class DistinctDraws(SearchSpace space, long seed, Func<int, int, Assignment> draw)
{
    private const int Attempts = 100;

    /// <summary>Where there is nothing to go through, demands that one assignment of thousands meets are still met.</summary>
    private const int EndlessAttempts = 20_000;

    private readonly Lock computing = new();
    private readonly DistinctAssignments known = new(space);
    private readonly List<Assignment> sequence = [];

    /// <summary>The assignment of a number; null where the space has no more.</summary>
    internal Assignment? At(int number)
    {
        if (!known.CanRepeat)
            return Next(known, seed, number, attempt => draw(number, attempt));
        lock (computing)
        {
            while (sequence.Count <= number)
            {
                if (Next(known, seed, sequence.Count, attempt => draw(sequence.Count, attempt)) is not { } next)
                    return null;
                sequence.Add(next);
                known.Add(next);
            }

            return sequence[number];
        }
    }

    /// <summary>The first new one of some draws, or else one that is left; null where none is.</summary>
    /// <param name="known">What was tried.</param>
    /// <param name="seed">The seed of the search.</param>
    /// <param name="number">The number of the suggestion.</param>
    /// <param name="draw">Draws for an attempt, from 0.</param>
    internal static Assignment? Next(DistinctAssignments known, long seed, int number, Func<int, Assignment> draw)
    {
        for (var attempt = 0; attempt < (known.IsFinite ? Attempts : EndlessAttempts); attempt++)
        {
            if (draw(attempt) is var drawn && known.IsNew(drawn))
                return drawn;
        }

        return known.Left(HashedUniform.Of(seed, number, ""));
    }
}
