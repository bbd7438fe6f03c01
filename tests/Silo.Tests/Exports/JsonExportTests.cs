using System.Text.Json.Nodes;
using FastOde.Silo.Exports;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Exports;

public sealed class JsonExportTests
{
    [Fact]
    public async Task Write_Study_HasSpecTrialsAndEveryPoint()
    {
        using var file = new MemoryStream();
        await JsonExport.Write(await ExportedStudy.Create(), file, TestContext.Current.CancellationToken);

        var json = JsonNode.Parse(file.ToArray())!;
        Assert.Equal("name: as written", (string)json["spec"]!);
        var second = json["trials"]!.AsArray()[1]!;
        Assert.Equal(("1-2", 7), ((string)second["trial"]!["id"]!, (int)second["trial"]!["seed"]!));
        Assert.Equal(2.338, (double)second["evaluations"]![0]!["value"]!);
        var values = second["metrics"]![0]!["values"]!.AsArray();
        Assert.Equal(ExportedStudy.PointsOfACurve, values.Count);
        Assert.Null(values[^1]);
    }
}
