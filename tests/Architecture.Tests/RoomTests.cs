namespace FastOde.Architecture.Tests;

/// <summary>
/// The folders of a project are its rooms. They know each other one way only, so that each can be read, and changed, with
/// what lies below it alone.
/// </summary>
public sealed class RoomTests
{
    [Theory]
    [InlineData("Analysis")]
    [InlineData("Specs")]
    [InlineData("FlowMatching")]
    [InlineData("Kernels")]
    [InlineData("Search")]
    [InlineData("Contracts")]
    [InlineData("Storage")]
    [InlineData("Grains")]
    [InlineData("Client")]
    [InlineData("Dashboard")]
    [InlineData("Silo")]
    public void Rooms_OfAProject_FormNoCircle(string project)
    {
        var knows = RoomsKnownByRooms(project);
        Assert.NotEmpty(knows);
        Assert.Null(Circle(knows));
    }

    [Fact]
    public void Circle_OfRoomsThatKnowEachOther_IsNamed()
    {
        var knows = new Dictionary<string, HashSet<string>>() { ["a"] = ["b"], ["b"] = ["c", "d"], ["c"] = [], ["d"] = ["b"] };
        Assert.Equal("b → d → b", Circle(knows));
    }

    private static Dictionary<string, HashSet<string>> RoomsKnownByRooms(string project)
    {
        var knows = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var text in SourceTree.Files(project).Select(File.ReadAllText))
        {
            if (RoomOf(project, SourceTree.NamespaceOf(text)) is not { } room)
                continue;
            var known = knows.TryGetValue(room, out var found) ? found : knows[room] = [];
            known.UnionWith(SourceTree.NamespacesUsedBy(text).Select(used => RoomOf(project, used)).OfType<string>().Where(used => used != room));
        }

        return knows;
    }

    /// <summary>The first folder below the project; null for namespaces of others and for the project's own front door.</summary>
    private static string? RoomOf(string project, string stated)
    {
        var start = $"FastOde.{project}.";
        return stated.StartsWith(start, StringComparison.Ordinal) ? stated[start.Length..].Split('.')[0] : null;
    }

    /// <summary>A way that leads back to where it began; null where there is none.</summary>
    private static string? Circle(Dictionary<string, HashSet<string>> knows)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return knows.Keys.Order(StringComparer.Ordinal).Select(room => Circle(knows, room, [], done)).FirstOrDefault(found => found is not null);
    }

    private static string? Circle(Dictionary<string, HashSet<string>> knows, string room, List<string> way, HashSet<string> done)
    {
        if (way.IndexOf(room) is var first and >= 0)
            return string.Join(" → ", way.Skip(first).Append(room));
        if (!done.Add(room))
            return null;
        way.Add(room);
        var found = knows.GetValueOrDefault(room, []).Order(StringComparer.Ordinal)
            .Select(next => Circle(knows, next, way, done)).FirstOrDefault(circle => circle is not null);
        way.RemoveAt(way.Count - 1);
        return found;
    }
}
