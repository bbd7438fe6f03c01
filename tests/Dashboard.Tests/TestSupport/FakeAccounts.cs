using FastOde.Contracts.Access;

namespace FastOde.Dashboard.Tests.TestSupport;

/// <summary>Accounts and tokens in memory, which write down what they were asked for and by whom.</summary>
internal sealed class FakeAccounts : IAccounts
{
    public List<AccountRecord> All { get; } = [];

    public List<TokenRecord> Given { get; } = [];

    public List<string> Asked { get; } = [];

    public Exception? Refusal { get; set; }

    public Task<IReadOnlyList<AccountRecord>> Accounts(Caller caller, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountRecord>>([.. All]);

    public Task<IReadOnlyList<TokenRecord>> Tokens(Caller caller, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TokenRecord>>([.. Given]);

    public Task Add(Caller caller, string name, Role role, string password, CancellationToken cancellationToken) => Note($"add {name} {role} {password} by {caller.Name}");

    public Task SetRole(Caller caller, string name, Role role, CancellationToken cancellationToken) => Note($"role {name} {role}");

    public Task Disable(Caller caller, string name, CancellationToken cancellationToken) => Note($"disable {name}");

    public Task Enable(Caller caller, string name, CancellationToken cancellationToken) => Note($"enable {name}");

    public Task SetPassword(Caller caller, string name, string password, CancellationToken cancellationToken) => Note($"password {name}");

    public async Task<NewToken> CreateToken(Caller caller, string account, string name, Role role, int days, CancellationToken cancellationToken)
    {
        await Note($"token {name} of {account} {role} {days}");
        return new NewToken(5, "fastode_secret", DateTimeOffset.UnixEpoch);
    }

    public Task RevokeToken(Caller caller, long id, CancellationToken cancellationToken) => Note($"revoke {id}");

    private Task Note(string what)
    {
        Asked.Add(what);
        return Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);
    }
}
