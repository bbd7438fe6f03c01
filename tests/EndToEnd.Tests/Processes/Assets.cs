using System.Net;
using System.Text.RegularExpressions;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Style sheets, scripts and icons of the dashboard's page.</summary>
internal static partial class Assets
{
    /// <summary>Every asset that the first page names answers with content; an empty one answers 200 too.</summary>
    public static async Task AllAnswer(HttpClient http)
    {
        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var assets = Reference().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(assets, asset => asset.Contains(".css", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.Contains("blazor.web", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var answer = await http.GetAsync(new Uri(asset, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
            Assert.True(HttpStatusCode.OK == answer.StatusCode, $"{asset} answered {answer.StatusCode}");
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+\\.(?:css|js|svg|png|ico)[^\"]*)\"")]
    private static partial Regex Reference();
}
