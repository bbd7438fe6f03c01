namespace FastOde.Grains.Specs;

/// <summary>The first trial of each assignment, by the place of the assignment: numbers that follow each other, in a few stretches.</summary>
internal sealed class FirstTrials
{
    private readonly List<(int Start, int Count)> stretches = [];

    /// <summary>How many assignments there are.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers in order.</summary>
    public IEnumerable<int> Numbers => stretches.SelectMany(stretch => Enumerable.Range(stretch.Start, stretch.Count));

    /// <summary>The number of the first trial of an assignment.</summary>
    /// <param name="place">Place of the assignment, from 0.</param>
    public int this[int place]
    {
        get
        {
            var stretch = 0;
            for (; place >= stretches[stretch].Count; stretch++)
                place -= stretches[stretch].Count;
            return stretches[stretch].Start + place;
        }
    }

    /// <summary>Takes in assignments whose first trials follow each other.</summary>
    /// <param name="start">The number of the first.</param>
    /// <param name="count">How many there are.</param>
    public void Add(int start, int count)
    {
        stretches.Add((start, count));
        Count += count;
    }
}
