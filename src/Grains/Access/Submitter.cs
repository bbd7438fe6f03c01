namespace FastOde.Grains.Access;

/// <summary>Whose change a call makes, told by the gate to the grain that makes it and to nobody else.</summary>
internal static class Submitter
{
    private const string Key = "fastode.submitter";

    /// <summary>Makes the rest of a call that of a user.</summary>
    /// <param name="user">Whose account or name; null where nobody said.</param>
    public static void Set(string? user)
    {
        if (user is null)
            RequestContext.Remove(Key);
        else
            RequestContext.Set(Key, user);
    }

    /// <summary>Whose call this is; it is not passed on.</summary>
    public static string? Take()
    {
        var user = RequestContext.Get(Key) as string;
        RequestContext.Remove(Key);
        return user;
    }
}
