using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>
/// Which assignments of a space were tried, so that none is tried twice while others are left. Assignments that make the
/// same trial count as one. Where a continuous range is always active no two draws meet, and nothing is kept.
/// </summary>
internal sealed class DistinctAssignments
{
    /// <summary>Most places of a product that are gone through to find one that is left.</summary>
    private const long MostPlaces = 1_000_000;

    /// <summary>Most places whose trials are compared to count those that differ.</summary>
    private const long MostCounted = 100_000;

    private readonly SearchSpace space;
    private readonly AssignmentProduct? product;
    private readonly bool neverRepeats;
    private readonly HashSet<object> tried = [];
    private readonly List<Assignment> told = [];

    /// <summary>Begins with nothing tried.</summary>
    internal DistinctAssignments(SearchSpace space)
    {
        this.space = space;
        product = space.Dimensions.All(dimension => dimension.Count is not null) ? new(space) : null;
        neverRepeats = space.Dimensions.Any(dimension => dimension.Count is null && dimension.When.Count == 0);
    }

    /// <summary>Whether two draws can be the same.</summary>
    internal bool CanRepeat => !neverRepeats;

    /// <summary>Whether the assignments can be counted.</summary>
    internal bool IsFinite => product is not null;

    /// <summary>Takes in all that was tried; what it knows already costs a comparison each.</summary>
    internal void Tell(IReadOnlyList<SuggestedTrial> all)
    {
        if (neverRepeats)
            return;
        var same = 0;
        while (same < Math.Min(told.Count, all.Count) && (ReferenceEquals(told[same], all[same].Assignment) || told[same].Equals(all[same].Assignment)))
            same++;
        if (same < told.Count)
        {
            told.Clear();
            tried.Clear();
            same = 0;
        }

        for (var index = same; index < all.Count; index++)
            Add(all[index].Assignment);
    }

    /// <summary>Takes in that an assignment is tried.</summary>
    internal void Add(Assignment assignment)
    {
        if (neverRepeats)
            return;
        told.Add(assignment);
        if (MayRepeat(assignment))
            tried.Add(Identity(assignment));
    }

    /// <summary>Whether an assignment can be suggested: it meets the demands of the space and has not been tried.</summary>
    internal bool IsNew(Assignment assignment) =>
        space.Allows(assignment) && (neverRepeats || !MayRepeat(assignment) || !tried.Contains(Identity(assignment)));

    /// <summary>
    /// An assignment of a finite space that has not been tried: the first behind a place. Null where none is left, or none
    /// within a million places; null also in a space that is not finite.
    /// </summary>
    /// <param name="fraction">The place, as a part of the whole, in [0, 1).</param>
    internal Assignment? Left(double fraction)
    {
        if (product is null)
            return null;
        var start = (long)(fraction * product.Count);
        for (var passed = 0L; passed < Math.Min(product.Count, MostPlaces); passed++)
        {
            var place = start < product.Count - passed ? start + passed : start - (product.Count - passed);
            var assignment = product.At(place);
            if (IsNew(assignment))
                return assignment;
        }

        return null;
    }

    /// <summary>How many different assignments a space has, at most so many; so many too where it takes long to find out.</summary>
    internal static int Count(SearchSpace space, int most)
    {
        var isPlain = !space.HasTwins && !space.IsConstrained;
        if (new DistinctAssignments(space).product is not { } product || (!isPlain && product.Count > MostCounted))
            return most;
        return isPlain ? (int)Math.Min(product.Count, most) : Distinct(space, product).Take(most).Count();
    }

    /// <summary>The assignments of a product that meet the demands of the space, of those that make the same trial the first.</summary>
    internal static IEnumerable<Assignment> Distinct(SearchSpace space, AssignmentProduct product)
    {
        var known = new HashSet<string>();
        for (var place = 0L; place < product.Count; place++)
        {
            var assignment = product.At(place);
            if (space.Allows(assignment) && (!space.HasTwins || known.Add(space.Identity(assignment))))
                yield return assignment;
        }
    }

    /// <summary>Whether every value is one of those that can be counted.</summary>
    private bool MayRepeat(Assignment assignment) => product is not null || assignment.All(entry => space.Find(entry.Key)?.Count is not null);

    private object Identity(Assignment assignment) => space.HasTwins ? space.Identity(assignment) : assignment;
}
