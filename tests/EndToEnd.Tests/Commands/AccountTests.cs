using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Accounts, tokens and the audit from the command line, beside a process that serves the same database.</summary>
public sealed class AccountTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Account_BesideAServe_IsAddedAndAudited()
    {
        using var workspace = new Workspace();
        using var serve = FastOdeProcess.Start(workspace, "serve");
        await serve.DashboardAddress();

        (await Add(workspace, "anna", "admin")).Expect(0);
        var token = await FastOdeProcess.Run(workspace, "token", "create", "nightly", "--account", "anna", "--role", "operator");
        token.Expect(0);
        (await FastOdeProcess.Run(workspace, "account", "disable", "anna")).Expect(2);
        foreach (var (command, expected) in new[] { ("account", "anna"), ("token", "nightly") })
        {
            using var list = JsonDocument.Parse((await FastOdeProcess.Run(workspace, command, "list", "--json")).Expect(0).Output);
            Assert.Equal(expected, Assert.Single(list.RootElement.EnumerateArray()).GetProperty("name").GetString());
        }

        var audit = (await FastOdeProcess.Run(workspace, "audit")).Output;
        foreach (var action in (string[])["account.add", "account.disable", "token.create", $"local {Environment.UserName}"])
            Assert.Contains(action, audit, StringComparison.Ordinal);
        var text = token.Output.Trim();
        Assert.StartsWith("fastode_", text, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(workspace.Root, "experiments.db*"))
            Assert.DoesNotContain(text, await ReadShared(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_NameThatCannotBeTaken_IsRefused()
    {
        using var workspace = new Workspace();
        var outcome = await Add(workspace, "An na", "admin");
        outcome.Expect(2);
        Assert.StartsWith("An na: expected 1 to 64 characters", outcome.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAccounts_NeedsNoneAndStandsInTheAudit()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", "name: functions\ntrial: { function: sphere }\nsearch: { space: { x1: { values: [1] }, x2: { values: [0] } } }");
        (await Add(workspace, "anna", "admin")).Expect(0);

        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);

        Assert.Contains("experiment.submit", (await FastOdeProcess.Run(workspace, "audit", "--about", "experiment 1")).Output, StringComparison.Ordinal);
    }

    private static async Task<string> ReadShared(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Outcome> Add(Workspace workspace, string name, string role)
    {
        using var process = FastOdeProcess.Start(workspace, "account", "add", name, "--role", role);
        await process.Write(Password + "\n");
        return await process.End();
    }
}
