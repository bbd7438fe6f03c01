using System.Text.Json;
using FastOde.Specs;
using FastOde.Specs.Constraints;

namespace FastOde.Search.Spaces;

/// <summary>
/// The dimensions of a search and their conditions. A dimension whose condition refers to an inactive dimension is
/// itself inactive and does not occur in the assignment.
/// </summary>
public sealed class SearchSpace
{
    private readonly Dictionary<string, SearchDimension> byKey;
    private readonly TrialTemplate? trial;
    private readonly SearchConstraint[] constraints;

    /// <summary>A space of these dimensions in this order; a condition may refer to a later one.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="trial">The trial whose keys they are; null where nothing is known of it.</param>
    /// <param name="constraints">Demands on assignments; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A key occurs twice; a condition names no dimension or a value that the dimension cannot take; conditions go in a circle.
    /// </exception>
    /// <exception cref="FormatException">A constraint is none.</exception>
    public SearchSpace(IEnumerable<SearchDimension> dimensions, TrialTemplate? trial = null, IEnumerable<string>? constraints = null)
    {
        Dimensions = [.. dimensions];
        var twice = Dimensions.GroupBy(dimension => dimension.Key).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"dimension '{twice.Key}' occurs {twice.Count()} times", nameof(dimensions));
        byKey = Dimensions.ToDictionary(dimension => dimension.Key);
        foreach (var dimension in Dimensions)
        {
            dimension.Check();
            CheckConditions(dimension);
        }
        DecisionOrder = [.. Sorted()];
        this.constraints = [.. (constraints ?? []).Select(constraint => SearchConstraint.Parse(constraint, Dimensions))];
        this.trial = trial?.LeavesIdle(Dimensions) == true ? trial : null;
    }

    /// <summary>The dimensions in the order given.</summary>
    public IReadOnlyList<SearchDimension> Dimensions { get; }

    /// <summary>The dimensions in an order in which each comes after those its conditions refer to, otherwise as given.</summary>
    public IReadOnlyList<SearchDimension> DecisionOrder { get; }

    /// <summary>Whether different choices of values may make the same trial, because it has no use for some of them.</summary>
    public bool HasTwins => trial is not null;

    /// <summary>Whether there are demands on assignments.</summary>
    public bool IsConstrained => constraints.Length > 0;

    /// <summary>The dimension of a key, or null.</summary>
    public SearchDimension? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Whether a dimension is active beside the values of active dimensions chosen before it in <see cref="DecisionOrder"/>.</summary>
    public static bool IsActive(SearchDimension dimension, IReadOnlyDictionary<string, ParameterValue> chosen) =>
        dimension.When.All(condition => chosen.TryGetValue(condition.Key, out var value) && value == condition.Value);

    /// <summary>Whether an assignment meets all demands.</summary>
    public bool Allows(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return constraints.Length == 0 || (assignment.ToDictionary() is var values && constraints.All(constraint => constraint.IsMet(values)));
    }

    /// <summary>The chosen values as an assignment in the order of the space, without those that the trial has no use for.</summary>
    public Assignment Complete(IReadOnlyDictionary<string, ParameterValue> chosen)
    {
        var whole = new Assignment(Dimensions
            .Where(dimension => chosen.ContainsKey(dimension.Key))
            .Select(dimension => KeyValuePair.Create(dimension.Key, chosen[dimension.Key])));
        return trial is null ? whole : new(trial.Used(whole.ToDictionary()));
    }

    /// <summary>A text that is the same for assignments that make the same trial; where <see cref="HasTwins"/>.</summary>
    /// <exception cref="InvalidOperationException">The space has no twins.</exception>
    public string Identity(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return JsonSerializer.Serialize((trial ?? throw new InvalidOperationException("every assignment makes a trial of its own")).With(assignment.ToDictionary()));
    }

    private void CheckConditions(SearchDimension dimension)
    {
        foreach (var (key, value) in dimension.When)
        {
            if (Find(key) is not { } other)
                throw new ArgumentException($"dimension '{dimension.Key}' depends on '{key}', which is no dimension of this space");
            if (other.Count is null)
                throw new ArgumentException($"dimension '{dimension.Key}' depends on '{key}', a continuous range that hardly ever has an exact value; give it values or a step");
            if (!other.CanBe(value))
                throw new ArgumentException($"dimension '{dimension.Key}' depends on '{key}' being {value}, which it can never be");
        }
    }

    private IEnumerable<SearchDimension> Sorted()
    {
        var waiting = Dimensions.ToList();
        var placed = new HashSet<string>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(dimension => dimension.When.Keys.All(placed.Contains))
                ?? throw new ArgumentException($"the conditions of {string.Join(", ", waiting.Select(d => $"'{d.Key}'"))} go in a circle");
            waiting.Remove(next);
            placed.Add(next.Key);
            yield return next;
        }
    }
}
