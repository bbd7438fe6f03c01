using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The REST API of a real process, its document, and what is built on it in Python.</summary>
public sealed class RestTests
{
    private const string Functions = "name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1, 2, 3] }, x2: { values: [0] } } }\n"
        + "objective: { metric: value, direction: minimize }\n";

    private static string Document { get; } = Path.Combine(FastOdeProcess.Repository, "docs", "openapi.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_OfARunningProcess_SubmitsWatchesPagesAndRefuses()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = new Uri(await serve.DashboardAddress(), "/api/v1/") };

        using var created = await http.PostAsJsonAsync("experiments", new { spec = Functions, key = "mine" }, Cancellation);
        using var again = await http.PostAsJsonAsync("experiments", new { spec = Functions, key = "mine" }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/api/v1/experiments/1", created.Headers.Location?.OriginalString);
        Assert.Equal(1, (int)(await Json(again))["id"]!);

        var events = (await http.GetStringAsync("experiments/1/events", Cancellation)).Split('\n');
        Assert.Contains("event: trial", events);
        Assert.Contains(events, line => line.StartsWith("data: ", StringComparison.Ordinal) && line.Contains("\"state\":\"completed\"", StringComparison.Ordinal));

        var page = JsonNode.Parse(await http.GetStringAsync("experiments/1/trials?skip=1&take=1", Cancellation))!;
        Assert.Equal((3, "1-2"), ((int)page["total"]!, (string)Assert.Single(page["items"]!.AsArray())!["id"]!));
        Assert.Equal(4, (double)JsonNode.Parse(await http.GetStringAsync("trials/1-2/evaluations", Cancellation))!["items"]![0]!["value"]!);
        Assert.Equal("functions", (string)JsonNode.Parse(await http.GetStringAsync("experiments/1/report", Cancellation))!["experiment"]!["name"]!);

        await Refused(http, HttpMethod.Get, "experiments/99", 404, "no experiment 99");
        await Refused(http, HttpMethod.Get, "trials/1-99/metrics", 404, "no trial 1-99");
        await Refused(http, HttpMethod.Get, "experiments?take=0", 400, "from 1 to 1000");
        await Refused(http, HttpMethod.Get, "nothing", 404, "/openapi/v1.json");
        await Refused(http, HttpMethod.Post, "experiments/1/pause", 409, "is completed");
        await Refused(http, HttpMethod.Post, "experiments/1/extend", 409, "none is left to add", "{ \"trials\": 2 }");
        await Refused(http, HttpMethod.Post, "experiments/1/proposals", 409, "sampler: external", "{ \"assignments\": [{ \"x1\": 1 }] }");
        await Refused(http, HttpMethod.Post, "trials/1-1/retry", 409, "is completed");
        await Refused(http, HttpMethod.Post, "trials/1-99/retry", 404, "no trial 1-99");
        for (var time = 0; time < 2; time++)
        {
            using var extended = await http.PostAsJsonAsync("experiments/1/extend", new { seeds = 1, key = "once" }, Cancellation);
            Assert.Equal(6, (int)(await Json(extended))["trials"]!["all"]!);
        }

        using var rerun = await http.PostAsync("experiments/1/rerun", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, rerun.StatusCode);
        var problems = await Refused(http, HttpMethod.Post, "experiments", 400, "batchsize", "{ \"spec\": \"name: x\\ntrial: { batchsize: 3 }\" }");
        Assert.NotEmpty(problems["problems"]!.AsArray());
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "experiments/1/pause") { Headers = { { "Origin", "http://evil.example" } } };
        using var answer = await http.SendAsync(foreign, Cancellation);
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Api_OfAnEndedExperiment_EditsArchivesDeletesAndTakesItBack()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = new Uri(await serve.DashboardAddress(), "/api/v1/") };
        using var created = await http.PostAsJsonAsync("experiments", new { spec = Functions }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await http.GetStringAsync("experiments/1/events", Cancellation);

        using var edited = await http.PatchAsJsonAsync("experiments/1", new { name = "renamed", tags = new[] { "Paper" }, notes = "why" }, Cancellation);
        Assert.Equal(("renamed", "paper"), ((string)(await Json(edited))["name"]!, (string)(await Json(edited))["tags"]![0]!));
        Assert.Equal("why", (string)JsonNode.Parse(await http.GetStringAsync("experiments/1", Cancellation))!["notes"]!);
        await Refused(http, HttpMethod.Patch, "experiments/1", 409, "tag 'a b'", "{ \"tags\": [\"a b\"] }");
        await Refused(http, HttpMethod.Patch, "experiments/9", 404, "no experiment 9", "{ \"name\": \"x\" }");
        await Refused(http, HttpMethod.Get, "experiments?query=colour:red", 400, "what comes before a colon");

        using var archived = await http.PostAsync("experiments/1/archive", null, Cancellation);
        Assert.NotNull((await Json(archived))["archivedAt"]);
        Assert.Equal((0, 1), (await Total(http, "experiments?query=tag:paper"), await Total(http, "experiments?query=tag:paper%20archived:yes")));
        using var restored = await http.PostAsync("experiments/1/restore", null, Cancellation);
        using var deleted = await http.DeleteAsync("experiments/1", Cancellation);
        Assert.NotNull((await Json(deleted))["goesAt"]);
        Assert.Equal(0, await Total(http, "experiments"));
        using var back = await http.PostAsync("experiments/1/undelete", null, Cancellation);
        Assert.Equal((null, 1), ((await Json(back))["goesAt"]?.ToString(), await Total(http, "experiments")));
    }

    [Fact]
    public async Task Document_OfTheApi_IsTheCommittedOneAndThePythonPackageAgrees()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = await serve.DashboardAddress() };

        var served = Normalized(await http.GetStringAsync("/openapi/v1.json", Cancellation));
        var path = workspace.Path("openapi.json");
        await File.WriteAllTextAsync(path, served, Cancellation);
        using var check = FastOdeProcess.StartProgram("/usr/bin/env", workspace.Root, "python3", Path.Combine(FastOdeProcess.Repository, "python", "tests", "check_document.py"), path);

        (await check.End()).Expect(0);
        if (Environment.GetEnvironmentVariable("FASTODE_WRITE_OPENAPI") is not null)
            await File.WriteAllTextAsync(Document, served, Cancellation);
        Assert.True(
            served == Normalized(await File.ReadAllTextAsync(Document, Cancellation)),
            "the API has changed: if that is meant, run this test with FASTODE_WRITE_OPENAPI=1 and commit docs/openapi.json");
    }

    [Fact]
    public async Task Example_WithPythonsOwnLibrary_RunsASweep()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        var address = await serve.DashboardAddress();
        var example = Path.Combine(FastOdeProcess.Repository, "examples", "rest", "sweep.py");
        Assert.InRange(File.ReadLines(example).Count(), 1, 40);

        using var sweep = FastOdeProcess.StartProgram("/usr/bin/env", workspace.Root, "python3", example, address.ToString());
        var outcome = (await sweep.End()).Expect(0);
        Assert.Equal(4, outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("completed 300/300", outcome.Errors, StringComparison.Ordinal);

        using var nobody = FastOdeProcess.StartProgram("/usr/bin/env", workspace.Root, "python3", example, "http://127.0.0.1:1");
        Assert.StartsWith("no fastode answers at ", (await nobody.End()).Expect(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_WithAccounts_AsksForATokenAndWritesTheAudit()
    {
        using var workspace = new Workspace();
        using (var add = FastOdeProcess.Start(workspace, "account", "add", "anna", "--role", "admin"))
        {
            await add.Write("correct horse battery\n");
            (await add.End()).Expect(0);
        }

        var token = (await FastOdeProcess.Run(workspace, "token", "create", "watcher", "--account", "anna", "--role", "viewer")).Output.Trim();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        using var http = new HttpClient { BaseAddress = new Uri(await serve.DashboardAddress(), "/api/v1/") };

        await Refused(http, HttpMethod.Get, "experiments", 401, "fastode token create");
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(0, (int)JsonNode.Parse(await http.GetStringAsync("experiments", Cancellation))!["total"]!);
        await Refused(http, HttpMethod.Post, "experiments", 403, "needs the role operator", "{ \"spec\": \"name: x\" }");
        Assert.Contains("watcher", (await FastOdeProcess.Run(workspace, "audit", "--about", "watcher")).Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Refused(HttpClient http, HttpMethod method, string path, int status, string words, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode == status, $"{path}: {answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Contains(words, (string)problem["detail"]!, StringComparison.Ordinal);
        return problem;
    }

    private static async Task<int> Total(HttpClient http, string path) => (int)JsonNode.Parse(await http.GetStringAsync(path, Cancellation))!["total"]!;

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    private static string Normalized(string document) => document.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
