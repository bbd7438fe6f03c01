namespace FastOde.Grains.Notices;

/// <summary>What addresses of webhooks are taken, and how they are shown.</summary>
internal static class WebhookAddress
{
    /// <summary>Characters of an address at most.</summary>
    public const int Longest = 1000;

    /// <summary>What is wrong with an address; null where nothing is.</summary>
    /// <param name="text">The address as it was typed.</param>
    public static string? Problem(string text)
    {
        if (text.Length > Longest)
            return $"expected at most {Longest} characters";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return "expected an address that begins with http:// or https://";
        if (address.UserInfo.Length > 0)
            return "a name or password in the address is not sent; put what the receiver needs into its path, and check the signature";
        return address.Fragment.Length > 0 ? "what follows # is not sent; leave it out" : null;
    }

    /// <summary>The host of an address, for those to whom the rest is not shown.</summary>
    /// <param name="address">An address that was taken.</param>
    public static string Host(string address) => $"{new Uri(address).GetLeftPart(UriPartial.Authority)}/…";
}
