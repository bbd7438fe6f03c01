using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Access;

public sealed class AccessGateTests : IAsyncLifetime
{
    private static readonly Caller SomebodyHere = new() { Kind = CallerKind.Local, Name = "carl", From = "127.0.0.1" };

    private readonly TemporaryDirectory directory = new();
    private ServiceProvider services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AccessGate Gate => services.GetRequiredService<AccessGate>();

    private IAccountStore Accounts => services.GetRequiredService<IAccountStore>();

    public async ValueTask InitializeAsync()
    {
        services = new ServiceCollection().AddLogging().AddFastOdeStorage(new DataDirectory(directory.Path)).AddAccessGate().BuildServiceProvider();
        await services.GetRequiredService<DatabaseInitializer>().Initialize(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Change_WithoutAccounts_IsAnybodysAndSaysWhose()
    {
        Assert.Equal(3, await Change(SomebodyHere, Role.Admin));
        Assert.Equal(3, await Change(null, Role.Admin));

        var entries = await Entries();
        Assert.Equal([("local", null, "done"), ("local carl", "127.0.0.1", "done")], entries.Select(entry => (entry.Who, entry.From, entry.Outcome)));
        Assert.All(entries, entry => Assert.Equal(("thing.change", "thing 3"), (entry.Action, entry.Subject)));
    }

    [Theory]
    [InlineData(Role.Viewer, Role.Viewer, true)]
    [InlineData(Role.Viewer, Role.Operator, false)]
    [InlineData(Role.Viewer, Role.Admin, false)]
    [InlineData(Role.Operator, Role.Viewer, true)]
    [InlineData(Role.Operator, Role.Operator, true)]
    [InlineData(Role.Operator, Role.Admin, false)]
    [InlineData(Role.Admin, Role.Viewer, true)]
    [InlineData(Role.Admin, Role.Operator, true)]
    [InlineData(Role.Admin, Role.Admin, true)]
    public async Task Change_OfAnAccountOrItsToken_GoesByTheRole(Role has, Role needed, bool isMade)
    {
        var account = await Add("anna", has);
        var token = new Caller { Kind = CallerKind.Token, Name = "", Proof = await Token("anna", Role.Admin) };
        foreach (var caller in (Caller[])[account, token])
        {
            if (isMade)
                Assert.Equal(3, await Change(caller, needed));
            else
                Assert.Contains("needs the role", (await Assert.ThrowsAsync<AccessDeniedException>(() => Change(caller, needed))).Message, StringComparison.Ordinal);
        }

        var entries = await Entries();
        Assert.Equal(["token nightly of anna", "account anna"], entries.Select(entry => entry.Who));
        Assert.All(entries, entry => Assert.StartsWith(isMade ? "done" : "refused: ", entry.Outcome, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_WithAccountsByWhoShowsNothing_IsRefused()
    {
        var anna = await Add("anna", Role.Admin);
        Caller?[] strangers =
        [
            null, SomebodyHere, SomebodyHere with { Proof = "guess" }, anna with { Proof = null }, anna with { Proof = "guess" }, anna with { Name = "bert" },
            new() { Kind = CallerKind.Token, Name = "", Proof = "guess" }, new() { Kind = CallerKind.Token, Name = "anna" },
            anna with { Kind = CallerKind.Local }, anna with { Kind = CallerKind.Token },
        ];

        foreach (var stranger in strangers)
            Assert.Contains("sign in", (await Assert.ThrowsAsync<AccessDeniedException>(() => Change(stranger, Role.Viewer))).Message, StringComparison.Ordinal);

        Assert.All(await Entries(), entry => Assert.StartsWith("unknown, as ", entry.Who, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_OfTheProcessItself_NeedsNoAccount()
    {
        await Add("anna", Role.Admin);
        Assert.Equal(3, await Change(services.GetRequiredService<LocalCaller>().Caller, Role.Admin));
        Assert.Equal($"local {Environment.UserName}", (await Entries())[0].Who);
    }

    [Fact]
    public async Task Change_AfterTheAccountHasLostTheRight_IsRefusedAtOnce()
    {
        await Add("bert", Role.Admin);
        var anna = await Add("anna", Role.Operator);
        await Change(anna, Role.Operator);

        await Accounts.SetRole("anna", Role.Viewer, Cancellation);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Change(anna, Role.Operator));
        await Accounts.SetRole("anna", Role.Operator, Cancellation);
        await Change(anna, Role.Operator);
        await Accounts.SetPassword("anna", "hash", "another stamp", Cancellation);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Change(anna, Role.Operator));
        await Accounts.Disable("anna", "another stamp", Cancellation);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Change(anna with { Proof = "another stamp" }, Role.Viewer));
    }

    [Fact]
    public async Task Change_ThatFails_IsWrittenDownWithTheReason()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Gate.Change<int>(
            SomebodyHere, new ChangeRequest("thing.change", Role.Operator), () => throw new InvalidOperationException("it is broken"), Cancellation));
        Assert.Equal("failed: it is broken", (await Entries())[0].Outcome);
    }

    [Fact]
    public async Task Change_WhileItIsMade_StandsInTheAuditAlready()
    {
        await Gate.Change(
            SomebodyHere,
            new ChangeRequest("thing.change", Role.Operator),
            async () =>
            {
                Assert.Null((await Entries())[0].Outcome);
                return 0;
            },
            Cancellation);
        Assert.Equal("done", (await Entries())[0].Outcome);
    }

    [Fact]
    public async Task Require_OfWhatOnlyReads_WritesNothing()
    {
        var anna = await Add("anna", Role.Viewer);
        await Gate.Require(anna, Role.Viewer, Cancellation);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Gate.Require(anna, Role.Admin, Cancellation));
        Assert.Empty(await Entries());
    }

    private async Task<Caller> Add(string name, Role role)
    {
        await Accounts.Add(name, role, "hash", $"stamp of {name}", Cancellation);
        return new Caller { Kind = CallerKind.Account, Name = name, Proof = $"stamp of {name}", From = "192.0.2.7" };
    }

    private async Task<string> Token(string account, Role role)
    {
        var text = Secrets.New();
        await services.GetRequiredService<ITokenStore>().Add(account, "nightly", role, Secrets.Hash(text), TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        return text;
    }

    private Task<int> Change(Caller? caller, Role least) =>
        Gate.Change(caller, new ChangeRequest("thing.change", least), () => Task.FromResult(3), Cancellation, result => (AccessGate.Done, $"thing {result}"));

    private Task<IReadOnlyList<AuditRecord>> Entries() => services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation);
}
